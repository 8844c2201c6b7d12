; What each capture means: see ../queries.py.

; Definitions

(class_declaration "class" name: (type_identifier) @name body: (_) @body) @definition.class
(class_declaration "struct" name: (type_identifier) @name body: (_) @body) @definition.class.struct
(class_declaration "enum" name: (type_identifier) @name body: (_) @body) @definition.class.enum
(class_declaration "actor" name: (type_identifier) @name body: (_) @body) @definition.class.actor
(class_declaration "extension" name: (user_type (type_identifier) @name .)) @scope.class
(protocol_declaration name: (_) @name body: (_) @body) @definition.class.protocol
(function_declaration name: (simple_identifier) @name body: (_) @body) @definition.function.func
(protocol_function_declaration name: (simple_identifier) @name) @definition.method.func
(init_declaration "init" @name body: (_)? @body) @definition.method.init
(deinit_declaration "deinit" @name body: (_) @body) @definition.method.deinit
(subscript_declaration "subscript" @name (computed_property) @body) @definition.method.subscript
(typealias_declaration name: (type_identifier) @name) @definition.class.typealias
(associatedtype_declaration name: (type_identifier) @name) @definition.class.associatedtype
(source_file (property_declaration name: (pattern bound_identifier: (_) @name) (type_annotation (_) @returns)
  computed_value: (_) @body) @definition.method.property)
(source_file (property_declaration name: (pattern bound_identifier: (_) @name)) @definition.variable.property)
(class_body (property_declaration name: (pattern bound_identifier: (_) @name) (type_annotation (_) @returns)
  computed_value: (_) @body) @definition.method.property)
(class_body (property_declaration name: (pattern bound_identifier: (_) @name)) @definition.variable.property)
(enum_class_body (property_declaration name: (pattern bound_identifier: (_) @name) (type_annotation (_) @returns)
  computed_value: (_) @body) @definition.method.property)
(enum_class_body (property_declaration name: (pattern bound_identifier: (_) @name)) @definition.variable.property)
(protocol_property_declaration name: (pattern bound_identifier: (_) @name)) @definition.variable.property
(enum_entry name: (simple_identifier) @name) @definition.variable.case

(attribute) @decorator

; Imports

(import_declaration (identifier) @import.module)

; References

(simple_identifier) @reference.name
(type_identifier) @reference.type
(parameter name: (simple_identifier) @skip)
(parameter external_name: (simple_identifier) @skip)
(value_argument_label (simple_identifier) @skip)
(tuple_type_item name: (simple_identifier) @skip)
(import_declaration (identifier (simple_identifier) @skip))
(type_parameter (type_identifier) @skip)
(call_suffix) @arguments
(call_expression . [
  (simple_identifier) @reference.call
  (prefix_expression target: (simple_identifier) @reference.call)
  (navigation_expression suffix: (navigation_suffix suffix: (simple_identifier) @reference.call))
])
(inheritance_specifier inherits_from: (user_type (type_identifier) @reference.base .))
(inheritance_specifier inherits_from: (user_type (type_identifier) @reference.base . (type_arguments) .))
(attribute (user_type (type_identifier) @reference.decorator .))
(control_transfer_statement (throw_keyword) . [
  (simple_identifier) @reference.raise
  (navigation_expression target: (simple_identifier) @reference.raise)
  (call_expression . (simple_identifier) @reference.raise)
  (call_expression . (navigation_expression target: (simple_identifier) @reference.raise))
])
(catch_block error: (pattern (user_type (type_identifier) @reference.catch .)))

; Literals

[
  (line_string_literal)
  (multi_line_string_literal)
  (raw_string_literal)
  (regex_literal)
] @literal
[
  (comment)
  (multiline_comment)
] @comment
