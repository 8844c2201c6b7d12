; What each capture means: see ../queries.py.

; Definitions

(class_declaration (modifiers (class_modifier "enum")) "class" name: (_) @name (primary_constructor (class_parameters) @parameters)? (enum_class_body)? @body) @definition.class.enum
(class_declaration "class" name: (_) @name (primary_constructor (class_parameters) @parameters)? [(class_body) (enum_class_body)]? @body) @definition.class
(class_declaration "interface" name: (_) @name (class_body)? @body) @definition.class.interface
(object_declaration name: (_) @name (class_body)? @body) @definition.class.object
(function_declaration name: (_) @name (function_value_parameters) @parameters (function_body)? @body) @definition.function.fun
(secondary_constructor "constructor" @name (function_value_parameters) @parameters (block)? @body) @definition.method.constructor
(source_file (property_declaration (variable_declaration (identifier) @name (_)? @returns) (getter (function_body)) @body) @definition.method.property)
(source_file (property_declaration (variable_declaration (identifier) @name (_)? @returns)) @definition.variable.property)
(class_body (property_declaration (variable_declaration (identifier) @name (_)? @returns) (getter (function_body)) @body) @definition.method.property)
(class_body (property_declaration (variable_declaration (identifier) @name (_)? @returns)) @definition.variable.property)
(class_parameter ["val" "var"] (identifier) @name (_) @returns) @definition.variable.property
(enum_entry (identifier) @name) @definition.variable.entry
(type_alias type: (_) @name) @definition.class.typealias

(annotation) @decorator

; Imports

(import) @import.tree

; References

(value_arguments) @arguments
(identifier) @reference.name
(infix_expression . (_) . (identifier) @member)
(user_type (identifier) @reference.type)
(parameter (identifier) @skip)
(type_parameter (identifier) @skip)
(import (qualified_identifier (identifier) @skip . (identifier)))
(package_header (qualified_identifier (identifier) @skip))
(call_expression . [
  (identifier) @reference.call
  (navigation_expression (identifier) @reference.call .)
])
(delegation_specifier [
  (user_type (identifier) @reference.base .)
  (user_type (identifier) @reference.base . (type_arguments) .)
  (constructor_invocation (user_type (identifier) @reference.base .))
  (constructor_invocation (user_type (identifier) @reference.base . (type_arguments) .))
  (explicit_delegation . (user_type (identifier) @reference.base .))
  (explicit_delegation . (user_type (identifier) @reference.base . (type_arguments) .))
])
(annotation [
  (user_type (identifier) @reference.decorator .)
  (constructor_invocation (user_type (identifier) @reference.decorator .))
])
(throw_expression [
  (identifier) @reference.raise
  (call_expression . (identifier) @reference.raise)
])
(catch_block (user_type (identifier) @reference.catch .))
((call_expression
  . (navigation_expression . (identifier) @_system (identifier) @_getenv .)
  (value_arguments . (value_argument (string_literal (string_content) @reference.environment))))
  (#eq? @_system "System") (#eq? @_getenv "getenv"))
((call_expression
  . (navigation_expression (identifier) @_function .)
  (value_arguments . (value_argument (string_literal (string_content) @reference.option))))
  (#any-of? @_function "getProperty" "getRequiredProperty" "property" "propertyOrNull"))

; Literals

[
  (string_literal)
  (multiline_string_literal)
  (character_literal)
] @literal
[
  (line_comment)
  (block_comment)
] @comment
