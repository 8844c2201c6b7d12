; What only C++ has. Stands before the patterns shared with C.

; Definitions

(class_specifier name: [
  (type_identifier) @name
  (template_type name: (type_identifier) @name)
] body: (_) @body) @definition.class
(class_specifier name: [
  (qualified_identifier scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
    name: (type_identifier) @name)
  (qualified_identifier name: (qualified_identifier scope: (namespace_identifier) @receiver
    name: (type_identifier) @name))
] body: (_) @body) @definition.class
(struct_specifier name: [
  (qualified_identifier scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
    name: (type_identifier) @name)
  (qualified_identifier name: (qualified_identifier scope: (namespace_identifier) @receiver
    name: (type_identifier) @name))
] body: (_) @body) @definition.class.struct
(union_specifier name: [
  (qualified_identifier scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
    name: (type_identifier) @name)
  (qualified_identifier name: (qualified_identifier scope: (namespace_identifier) @receiver
    name: (type_identifier) @name))
] body: (_) @body) @definition.class.union
(enum_specifier name: [
  (qualified_identifier scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
    name: (type_identifier) @name)
  (qualified_identifier name: (qualified_identifier scope: (namespace_identifier) @receiver
    name: (type_identifier) @name))
] body: (_) @body) @definition.class.enum
(struct_specifier name: (template_type name: (type_identifier) @name) body: (_) @body) @definition.class.struct
(concept_definition name: (_) @name) @definition.class.concept
(alias_declaration name: (_) @name) @definition.class.using

(function_definition
  type: (_)? @returns
  declarator: [
    (function_declarator declarator: [(field_identifier) (operator_name) (destructor_name)] @name
      parameters: (_) @parameters)
    (pointer_declarator declarator: (function_declarator declarator: [(field_identifier) (operator_name)] @name
      parameters: (_) @parameters))
    (reference_declarator (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name
      parameters: (_) @parameters))
  ]
  body: (_)? @body) @definition.function
(function_definition
  !type
  declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters)
  (field_initializer_list)? body: (_)? @body) @definition.function
(function_definition
  type: (_)? @returns
  declarator: [
    (function_declarator
      declarator: (qualified_identifier
        scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
        name: [(identifier) (destructor_name) (operator_name)] @name)
      parameters: (_) @parameters)
    (pointer_declarator declarator: (function_declarator
      declarator: (qualified_identifier
        scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
        name: [(identifier) (destructor_name) (operator_name)] @name)
      parameters: (_) @parameters))
    (reference_declarator (function_declarator
      declarator: (qualified_identifier
        scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
        name: [(identifier) (destructor_name) (operator_name)] @name)
      parameters: (_) @parameters))
    (function_declarator
      declarator: (qualified_identifier name: (qualified_identifier
        scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
        name: [(identifier) (destructor_name) (operator_name)] @name))
      parameters: (_) @parameters)
    (function_declarator
      declarator: (qualified_identifier name: (qualified_identifier name: (qualified_identifier
        scope: [(namespace_identifier) @receiver (template_type name: (_) @receiver)]
        name: [(identifier) (destructor_name) (operator_name)] @name)))
      parameters: (_) @parameters)
  ]
  body: (_)? @body) @definition.method
(field_declaration
  type: (_)? @returns
  declarator: [
    (function_declarator declarator: [(field_identifier) (operator_name)] @name parameters: (_) @parameters)
    (pointer_declarator declarator: (function_declarator
      declarator: [(field_identifier) (operator_name)] @name parameters: (_) @parameters))
    (reference_declarator (function_declarator
      declarator: [(field_identifier) (operator_name)] @name parameters: (_) @parameters))
  ]) @definition.method.declaration
(field_declaration_list (declaration
  declarator: (function_declarator
    declarator: [(identifier) (destructor_name)] @name parameters: (_) @parameters)) @definition.method.declaration)
(declaration_list (declaration declarator: (init_declarator declarator: (identifier) @name)) @definition.variable)

(template_declaration (_) @wrapped .) @wrapper

; Imports

(using_declaration (qualified_identifier scope: (_) @import.module name: (identifier) @import.name))
(using_declaration "namespace" [(identifier) (qualified_identifier)] @import.module ";" @import.all)

; References

(argument_list) @arguments
(namespace_identifier) @reference.name
(optional_parameter_declaration declarator: (identifier) @skip)
(parameter_declaration declarator: (reference_declarator (identifier) @skip))
(call_expression function: [
  (qualified_identifier name: (identifier) @reference.call)
  (qualified_identifier name: (template_function name: (identifier) @reference.call))
  (qualified_identifier name: (qualified_identifier name: (identifier) @reference.call))
  (template_function name: (identifier) @reference.call)
  (field_expression field: (template_method name: (field_identifier) @reference.call))
])
(new_expression type: [
  (type_identifier) @reference.call
  (qualified_identifier name: (type_identifier) @reference.call)
  (template_type name: (type_identifier) @reference.call)
])
(base_class_clause [
  (type_identifier) @reference.base
  (template_type name: (type_identifier) @reference.base)
  (qualified_identifier name: (type_identifier) @reference.base)
  (qualified_identifier name: (template_type name: (type_identifier) @reference.base))
  (qualified_identifier name: (qualified_identifier name: (type_identifier) @reference.base))
  (qualified_identifier name: (qualified_identifier name: (template_type name: (type_identifier) @reference.base)))
])
(throw_statement [
  (identifier) @reference.raise
  (call_expression function: [
    (identifier) @reference.raise
    (qualified_identifier name: (identifier) @reference.raise)
  ])
])
((call_expression function: (identifier) @_throw
  arguments: (argument_list . (call_expression function: [
    (identifier) @reference.raise
    (qualified_identifier name: (identifier) @reference.raise)
  ]) .))
  (#match? @_throw "(^|_)THROW$"))
(catch_clause parameters: (parameter_list (parameter_declaration type: [
  (type_identifier) @reference.catch
  (qualified_identifier name: (type_identifier) @reference.catch)
])))

((call_expression function: [
  (qualified_identifier name: (identifier) @_function)
  (qualified_identifier name: (qualified_identifier name: (identifier) @_function))
]
  arguments: (argument_list . (string_literal (string_content) @reference.environment)))
  (#eq? @_function "getenv"))

((function_definition !type declarator: (function_declarator declarator: (identifier) @_test
  parameters: (parameter_list . (parameter_declaration) . (parameter_declaration type: (type_identifier) @skip) .)))
  (#any-of? @_test "TEST" "TEST_F" "TEST_P" "TYPED_TEST" "TYPED_TEST_P"))

; Literals

(raw_string_literal) @literal
