; What each capture means: see ../queries.py.

; Definitions

(function_declaration
  name: (identifier) @name parameters: (_) @parameters result: (_)? @returns body: (block)? @body) @definition.function.func
(method_declaration
  receiver: (parameter_list (parameter_declaration type: [
    (type_identifier) @receiver
    (pointer_type (type_identifier) @receiver)
    (generic_type type: (type_identifier) @receiver)
    (pointer_type (generic_type type: (type_identifier) @receiver))
    (parenthesized_type (pointer_type (type_identifier) @receiver))
  ]))
  name: (field_identifier) @name parameters: (_) @parameters result: (_)? @returns body: (block)? @body) @definition.method.func
(type_spec name: (type_identifier) @name type: (struct_type (field_declaration_list) @body)) @definition.class.struct
(type_spec name: (type_identifier) @name type: (interface_type "{" @body)) @definition.class.interface
(type_spec name: (type_identifier) @name) @definition.class.type
(type_alias name: (type_identifier) @name) @definition.class.type
(type_spec type: (interface_type (method_elem
  name: (field_identifier) @name parameters: (_) @parameters result: (_)? @returns) @definition.method.func))
(type_spec type: (struct_type (field_declaration_list
  (field_declaration name: (field_identifier) @name type: (_) @returns) @definition.variable.field)))
(source_file (const_declaration (const_spec name: (identifier) @name type: (_)? @returns) @definition.variable.const))
(source_file (var_declaration (var_spec name: (identifier) @name type: (_)? @returns) @definition.variable.var))
(source_file (var_declaration (var_spec_list
  (var_spec name: (identifier) @name type: (_)? @returns) @definition.variable.var)))

(type_declaration . [(type_spec) (type_alias)] @wrapped .) @wrapper
(const_declaration . (const_spec) @wrapped .) @wrapper
(var_declaration . (var_spec) @wrapped .) @wrapper

; Imports

(import_spec
  name: [(package_identifier) @import.alias (blank_identifier) @import.alias (dot) @import.all]?
  path: (interpreted_string_literal (interpreted_string_literal_content) @import.module))

; References

[
  (identifier)
  (field_identifier)
] @reference.name
[
  (type_identifier)
  (package_identifier)
] @reference.type
(package_clause (package_identifier) @skip)
(import_spec (package_identifier) @skip)
(parameter_declaration name: (identifier) @skip)
(variadic_parameter_declaration name: (identifier) @skip)
(type_parameter_declaration name: (identifier) @skip)
(composite_literal
  type: [(type_identifier) (qualified_type) (generic_type) (struct_type)] @key.of
  body: (literal_value (keyed_element key: (literal_element (identifier) @key))))
(composite_literal
  type: [
    (slice_type element: [(_) @key.of (pointer_type (_) @key.of)])
    (array_type element: [(_) @key.of (pointer_type (_) @key.of)])
    (implicit_length_array_type element: [(_) @key.of (pointer_type (_) @key.of)])
    (map_type value: [(_) @key.of (pointer_type (_) @key.of)])
  ]
  body: (literal_value [
    (literal_element (literal_value (keyed_element key: (literal_element (identifier) @key))))
    (keyed_element value: (literal_element (literal_value
      (keyed_element key: (literal_element (identifier) @key)))))
  ]))
(call_expression function: [
  (identifier) @reference.call
  (selector_expression field: (field_identifier) @reference.call)
  (parenthesized_expression (identifier) @reference.call)
  (index_expression operand: (identifier) @reference.call)
  (type_instantiation_expression type: (type_identifier) @reference.call)
])
(type_conversion_expression type: (generic_type type: [
  (type_identifier) @reference.call
  (qualified_type name: (type_identifier) @reference.call)
]))
(field_declaration !name type: [
  (type_identifier) @reference.base
  (qualified_type name: (type_identifier) @reference.base)
  (generic_type type: (type_identifier) @reference.base)
])
(interface_type (type_elem . [
  (type_identifier) @reference.base
  (qualified_type name: (type_identifier) @reference.base)
] .))
((return_statement (expression_list [
  (identifier) @reference.raise
  (selector_expression field: (field_identifier) @reference.raise)
])) (#match? @reference.raise "^(Err|err)[A-Z]"))
((return_statement (expression_list [
  (composite_literal type: (type_identifier) @reference.raise)
  (composite_literal type: (qualified_type name: (type_identifier) @reference.raise))
  (unary_expression operand: (composite_literal type: (type_identifier) @reference.raise))
  (unary_expression operand: (composite_literal type: (qualified_type name: (type_identifier) @reference.raise)))
])) (#match? @reference.raise "(Error|Err)$"))
((call_expression
  function: (selector_expression operand: (identifier) @_errors field: (field_identifier) @_is)
  arguments: (argument_list (_) . [
    (identifier) @reference.catch
    (selector_expression field: (field_identifier) @reference.catch)
  ])) (#eq? @_errors "errors") (#eq? @_is "Is"))
((call_expression
  function: (selector_expression operand: (identifier) @_package field: (field_identifier) @_function)
  arguments: (argument_list . (interpreted_string_literal (interpreted_string_literal_content) @reference.environment)))
  (#any-of? @_package "os" "syscall") (#any-of? @_function "Getenv" "LookupEnv"))
((call_expression
  function: (selector_expression operand: (identifier) @_package field: (field_identifier) @_function)
  arguments: (argument_list (interpreted_string_literal (interpreted_string_literal_content) @reference.option)))
  (#any-of? @_package "flag" "pflag" "viper" "flags")
  (#match? @_function "^(Bool|String|Int|Duration|Uint|Float|Get|IsSet|Text|Var)")
  (#match? @reference.option "^[A-Za-z][A-Za-z0-9._-]*$"))

; Literals

[
  (interpreted_string_literal)
  (raw_string_literal)
  (rune_literal)
] @literal
(comment) @comment
