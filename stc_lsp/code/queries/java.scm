; What each capture means: see ../queries.py.

; Definitions

(class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.class.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.class.enum
(record_declaration name: (_) @name parameters: (_) @parameters body: (_) @body) @definition.class.record
(annotation_type_declaration name: (_) @name body: (_) @body) @definition.class.annotation
(method_declaration type: (_) @returns name: (_) @name parameters: (_) @parameters body: (_)? @body) @definition.method
(constructor_declaration name: (_) @name parameters: (_) @parameters body: (_) @body) @definition.method.constructor
(compact_constructor_declaration name: (_) @name body: (_) @body) @definition.method.constructor
(annotation_type_element_declaration type: (_) @returns name: (_) @name) @definition.method
(field_declaration type: (_) @returns declarator: (variable_declarator name: (_) @name)) @definition.variable.field
(constant_declaration type: (_) @returns declarator: (variable_declarator name: (_) @name)) @definition.variable.field
(enum_constant name: (_) @name) @definition.variable.constant

[
  (annotation)
  (marker_annotation)
] @decorator

; Imports

(import_declaration (_) @import.module "." (asterisk) @import.all)
(import_declaration (scoped_identifier scope: (_) @import.module name: (_) @import.name) . ";")

; References

(argument_list) @arguments
(identifier) @reference.name
(type_identifier) @reference.type
(type_parameter . (type_identifier) @skip)
(formal_parameter name: (identifier) @skip)
(spread_parameter (variable_declarator name: (identifier) @skip))
(package_declaration (_ (identifier) @skip))
(method_invocation name: (identifier) @reference.call)
(object_creation_expression type: [
  (type_identifier) @reference.call
  (scoped_type_identifier (type_identifier) @reference.call .)
  (generic_type . (type_identifier) @reference.call)
  (generic_type . (scoped_type_identifier (type_identifier) @reference.call .))
])
(method_reference (_) (identifier) @reference.call)
(superclass [
  (type_identifier) @reference.base
  (scoped_type_identifier (type_identifier) @reference.base .)
  (generic_type . (type_identifier) @reference.base)
  (generic_type . (scoped_type_identifier (type_identifier) @reference.base .))
])
(type_list [
  (type_identifier) @reference.base
  (scoped_type_identifier (type_identifier) @reference.base .)
  (generic_type . (type_identifier) @reference.base)
  (generic_type . (scoped_type_identifier (type_identifier) @reference.base .))
])
(annotation name: [(identifier) @reference.decorator (scoped_identifier name: (identifier) @reference.decorator)])
(marker_annotation name: [(identifier) @reference.decorator (scoped_identifier name: (identifier) @reference.decorator)])
(throw_statement [
  (identifier) @reference.raise
  (object_creation_expression type: [
    (type_identifier) @reference.raise
    (scoped_type_identifier (type_identifier) @reference.raise .)
    (generic_type . (type_identifier) @reference.raise)
  ])
])
(throws [
  (type_identifier) @reference.raise
  (scoped_type_identifier (type_identifier) @reference.raise .)
])
(catch_type [
  (type_identifier) @reference.catch
  (scoped_type_identifier (type_identifier) @reference.catch .)
])
((method_invocation object: (identifier) @_system name: (identifier) @_get
  arguments: (argument_list . (string_literal (string_fragment) @reference.environment)))
  (#eq? @_system "System") (#eq? @_get "getenv"))
((method_invocation object: (_)? name: (identifier) @_get
  arguments: (argument_list . (string_literal (string_fragment) @reference.option)))
  (#any-of? @_get "getProperty" "getRequiredProperty" "getConfig"))
((annotation name: (identifier) @_value
  arguments: (annotation_argument_list (string_literal (string_fragment) @reference.option)))
  (#any-of? @_value "Value" "ConditionalOnProperty" "ConfigurationProperties"))

; Literals

[
  (string_literal)
  (character_literal)
] @literal
[
  (line_comment)
  (block_comment)
] @comment
