; What only TypeScript and TSX have. Stands before the shared patterns, so that of two that find a definition the
; one that knows its type counts.

; Definitions

(abstract_class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.class.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.class.enum
(type_alias_declaration name: (_) @name) @definition.class.type
(internal_module name: (_) @name) @scope

(function_declaration
  name: (_) @name parameters: (_) @parameters return_type: (_) @returns body: (_) @body) @definition.function
(function_signature name: (_) @name parameters: (_) @parameters return_type: (_)? @returns) @definition.function
(variable_declarator name: (identifier) @name value: [
  (arrow_function parameters: (_) @parameters return_type: (_) @returns body: (_) @body)
  (function_expression parameters: (_) @parameters return_type: (_) @returns body: (_) @body)
]) @definition.function
(method_definition "get"
  name: (_) @name parameters: (_) @parameters return_type: (_) @returns body: (_) @body) @definition.method.get
(method_definition
  name: (_) @name parameters: (_) @parameters return_type: (_) @returns body: (_) @body) @definition.method
[
  (method_signature name: (_) @name parameters: (_) @parameters return_type: (_)? @returns)
  (abstract_method_signature name: (_) @name parameters: (_) @parameters return_type: (_)? @returns)
] @definition.method
(public_field_definition name: (_) @name value: [
  (arrow_function parameters: (_) @parameters body: (_) @body)
  (arrow_function parameter: (_) @parameters body: (_) @body)
  (function_expression parameters: (_) @parameters body: (_) @body)
]) @definition.method
(public_field_definition name: (_) @name type: (_)? @returns) @definition.variable.field
(property_signature name: (_) @name type: (_)? @returns) @definition.variable.field
(enum_body [
  (enum_assignment name: (_) @name)
  name: (_) @name
] @definition.variable.member)
(program [
  (lexical_declaration (variable_declarator name: (identifier) @name type: (_) @returns) @definition.variable)
  (export_statement declaration: (_
    (variable_declarator name: (identifier) @name type: (_) @returns) @definition.variable))
])

(ambient_declaration (_) @wrapped) @wrapper

; Imports

(import_statement (import_require_clause (identifier) @import.alias source: (string (string_fragment) @import.module)))

; References

(type_identifier) @reference.type
(type_parameter name: (type_identifier) @skip)
(required_parameter pattern: (identifier) @skip)
(optional_parameter pattern: (identifier) @skip)
(extends_clause value: [
  (identifier) @reference.base
  (member_expression property: (property_identifier) @reference.base)
])
(extends_type_clause type: [
  (type_identifier) @reference.base
  (nested_type_identifier name: (type_identifier) @reference.base)
  (generic_type name: (type_identifier) @reference.base)
  (generic_type name: (nested_type_identifier name: (type_identifier) @reference.base))
])
(implements_clause [
  (type_identifier) @reference.base
  (nested_type_identifier name: (type_identifier) @reference.base)
  (generic_type name: (type_identifier) @reference.base)
  (generic_type name: (nested_type_identifier name: (type_identifier) @reference.base))
])
