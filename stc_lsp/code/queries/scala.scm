; What each capture means: see ../queries.py.

; Definitions

(class_definition name: (_) @name class_parameters: (class_parameters)? @parameters body: (_)? @body) @definition.class
(trait_definition name: (_) @name body: (_)? @body) @definition.class.trait
(object_definition name: (_) @name body: (_)? @body) @definition.class.object
(enum_definition name: (_) @name body: (_)? @body) @definition.class.enum
(function_definition name: (_) @name parameters: (parameters)? @parameters return_type: (_)? @returns body: (_) @body)
  @definition.function.def
(function_declaration name: (_) @name parameters: (parameters)? @parameters return_type: (_)? @returns)
  @definition.function.def
(given_definition name: (_) @name return_type: (_)? @returns) @definition.variable.given
(type_definition name: (_) @name) @definition.class.type
(_ [
  (val_definition pattern: (identifier) @name type: (_)? @returns)
  (var_definition pattern: (identifier) @name type: (_)? @returns)
  (val_definition pattern: (identifiers (identifier) @name) type: (_)? @returns)
  (val_declaration name: (identifier) @name type: (_)? @returns)
  (var_declaration name: (identifier) @name type: (_)? @returns)
] @definition.variable.val)
(simple_enum_case name: (_) @name) @definition.variable.case
(full_enum_case name: (_) @name) @definition.variable.case

(annotation) @decorator

; Imports

(import_declaration) @import.tree
(export_declaration) @import.tree

; References

(identifier) @reference.name
(type_identifier) @reference.type
(parameter name: (identifier) @skip)
(class_parameter name: (identifier) @skip)
(package_identifier (identifier) @skip)
(import_declaration path: (identifier) @skip)
(type_parameters name: (identifier) @skip)
(call_expression function: [
  (identifier) @reference.call
  (field_expression field: (identifier) @reference.call)
  (generic_function function: (identifier) @reference.call)
  (generic_function function: (field_expression field: (identifier) @reference.call))
])
(instance_expression [
  (type_identifier) @reference.call
  (generic_type type: (type_identifier) @reference.call)
  (stable_type_identifier (type_identifier) @reference.call)
])
(extends_clause [
  (type_identifier) @reference.base
  (generic_type type: (type_identifier) @reference.base)
  (stable_type_identifier (type_identifier) @reference.base)
])
(annotation name: (type_identifier) @reference.decorator)
(throw_expression [
  (identifier) @reference.raise
  (instance_expression (type_identifier) @reference.raise)
  (call_expression function: (identifier) @reference.raise)
])
(catch_clause (case_block (case_clause pattern: (typed_pattern type: (type_identifier) @reference.catch))))
(catch_clause (case_block (case_clause pattern: (case_class_pattern type: (type_identifier) @reference.catch))))

; Literals

[
  (string)
  (interpolated_string_expression)
  (character_literal)
] @literal
[
  (comment)
  (block_comment)
] @comment
