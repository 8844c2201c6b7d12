; What each capture means: see ../queries.py.

; Definitions

(class_declaration name: (_) @name body: (_)? @body) @definition.class
(interface_declaration name: (_) @name body: (_)? @body) @definition.class.interface
(struct_declaration name: (_) @name body: (_)? @body) @definition.class.struct
(record_declaration name: (_) @name (parameter_list)? @parameters body: (_)? @body) @definition.class.record
(enum_declaration name: (_) @name body: (_)? @body) @definition.class.enum
(delegate_declaration type: (_) @returns name: (_) @name parameters: (_) @parameters) @definition.class.delegate
(method_declaration
  returns: (_) @returns name: (_) @name parameters: (_) @parameters body: (_)? @body) @definition.method
(constructor_declaration name: (_) @name parameters: (_) @parameters body: (_)? @body) @definition.method.constructor
(destructor_declaration name: (_) @name parameters: (_) @parameters body: (_)? @body) @definition.method.destructor
(local_function_statement
  type: (_) @returns name: (_) @name parameters: (_) @parameters body: (_)? @body) @definition.function.method
(property_declaration
  type: (_) @returns name: (_) @name accessors: (accessor_list (accessor_declaration body: (_))) @body)
  @definition.method.property
(property_declaration
  type: (_) @returns name: (_) @name value: (arrow_expression_clause) @body) @definition.method.property
(indexer_declaration type: (_) @returns "this" @name parameters: (_) @parameters) @definition.method.indexer
(property_declaration type: (_) @returns name: (_) @name) @definition.variable.property
(event_declaration type: (_) @returns name: (_) @name) @definition.variable.event
(field_declaration (variable_declaration
  type: (_) @returns (variable_declarator name: (_) @name))) @definition.variable.field
(event_field_declaration (variable_declaration
  type: (_) @returns (variable_declarator name: (_) @name))) @definition.variable.event
(enum_member_declaration name: (_) @name) @definition.variable.member

(attribute_list) @decorator

; Imports

(using_directive name: (_) @import.alias "=" (_) @import.module)
(using_directive !name [(identifier) (qualified_name)] @import.module ";" @import.all)

; References

(argument_list) @arguments
(identifier) @reference.name
(_ type: (_) @region.type)
(_ returns: (_) @region.type)
(parameter name: (identifier) @skip)
(type_parameter name: (identifier) @skip)
(namespace_declaration name: (_ (identifier) @skip))
(object_creation_expression type: (_) @key.of
  initializer: (initializer_expression (assignment_expression left: (identifier) @key)))
(invocation_expression function: [
  (identifier) @reference.call
  (generic_name . (identifier) @reference.call)
  (member_access_expression name: [(identifier) @reference.call (generic_name . (identifier) @reference.call)])
  (conditional_access_expression (member_binding_expression name: (identifier) @reference.call))
])
(object_creation_expression type: [
  (identifier) @reference.call
  (qualified_name name: (identifier) @reference.call)
  (generic_name . (identifier) @reference.call)
])
(base_list [
  (identifier) @reference.base
  (qualified_name name: (identifier) @reference.base)
  (generic_name . (identifier) @reference.base)
  (primary_constructor_base_type type: (identifier) @reference.base)
])
(attribute name: [(identifier) @reference.decorator (qualified_name name: (identifier) @reference.decorator)])
(throw_statement [
  (identifier) @reference.raise
  (object_creation_expression type: [
    (identifier) @reference.raise
    (qualified_name name: (identifier) @reference.raise)
  ])
])
(throw_expression [
  (identifier) @reference.raise
  (object_creation_expression type: [
    (identifier) @reference.raise
    (qualified_name name: (identifier) @reference.raise)
  ])
])
(catch_declaration type: [
  (identifier) @reference.catch
  (qualified_name name: (identifier) @reference.catch)
])
((invocation_expression function: (member_access_expression name: (identifier) @_get)
  arguments: (argument_list . (argument (string_literal (string_literal_content) @reference.environment))))
  (#eq? @_get "GetEnvironmentVariable"))
((element_access_expression expression: [(identifier) @_object (member_access_expression name: (identifier) @_object)]
  subscript: (bracketed_argument_list . (argument (string_literal (string_literal_content) @reference.option))))
  (#match? @_object "([cC]onfig(uration)?|[sS]ettings|AppSettings)$"))
((invocation_expression function: (member_access_expression
  expression: [(identifier) @_object (member_access_expression name: (identifier) @_object)]
  name: [(identifier) @_get (generic_name . (identifier) @_get)])
  arguments: (argument_list . (argument (string_literal (string_literal_content) @reference.option))))
  (#match? @_get "^(GetValue|GetSection|GetConnectionString|GetRequiredSection)")
  (#match? @_object "([cC]onfig(uration)?|[sS]ettings)$"))

; Literals

[
  (string_literal)
  (verbatim_string_literal)
  (raw_string_literal)
  (interpolated_string_expression)
  (character_literal)
  (preproc_region)
  (preproc_endregion)
] @literal
(comment) @comment
