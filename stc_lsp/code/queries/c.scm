; C, and what C++ shares with it. What each capture means: see ../queries.py.

; Definitions

(function_definition
  type: (_) @returns
  declarator: [
    (function_declarator declarator: (identifier) @name parameters: (_) @parameters)
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))
    (pointer_declarator declarator: (pointer_declarator
      declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters)))
  ]
  body: (_) @body) @definition.function
(translation_unit (declaration
  type: (_) @returns
  declarator: [
    (function_declarator declarator: (identifier) @name parameters: (_) @parameters)
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))
  ]) @definition.function.declaration)
(declaration_list (declaration
  type: (_) @returns
  declarator: [
    (function_declarator declarator: (identifier) @name parameters: (_) @parameters)
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))
  ]) @definition.function.declaration)
(preproc_ifdef (declaration
  type: (_) @returns
  declarator: [
    (function_declarator declarator: (identifier) @name parameters: (_) @parameters)
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))
  ]) @definition.function.declaration)
(preproc_if (declaration
  type: (_) @returns
  declarator: [
    (function_declarator declarator: (identifier) @name parameters: (_) @parameters)
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @name parameters: (_) @parameters))
  ]) @definition.function.declaration)
(struct_specifier name: (type_identifier) @name body: (_) @body) @definition.class.struct
(union_specifier name: (type_identifier) @name body: (_) @body) @definition.class.union
(enum_specifier name: (type_identifier) @name body: (_) @body) @definition.class.enum
(type_definition type: (struct_specifier body: (_) @body) declarator: (type_identifier) @name) @definition.class.struct
(type_definition type: (union_specifier body: (_) @body) declarator: (type_identifier) @name) @definition.class.union
(type_definition type: (enum_specifier body: (_) @body) declarator: (type_identifier) @name) @definition.class.enum
(type_definition type: (_ name: (_) @skip.definition body: (_)) declarator: (type_identifier))
(type_definition declarator: [
  (type_identifier) @name
  (pointer_declarator declarator: (type_identifier) @name)
  (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (type_identifier) @name)))
]) @definition.class.typedef
(preproc_function_def name: (_) @name parameters: (_) @parameters value: (_)? @body) @definition.function.define
(preproc_def name: (_) @name value: (_)) @definition.variable.define
(field_declaration type: (_) @returns declarator: [
  (field_identifier) @name
  (pointer_declarator declarator: (field_identifier) @name)
  (array_declarator declarator: (field_identifier) @name)
  (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (field_identifier) @name)))
]) @definition.variable.field
(enumerator name: (_) @name) @definition.variable.enumerator
((declaration (storage_class_specifier) @_storage type: (_) @returns declarator: [
  (identifier) @name
  (pointer_declarator declarator: (identifier) @name)
  (array_declarator declarator: (identifier) @name)
]) @definition.variable.declaration (#eq? @_storage "extern"))
(translation_unit (declaration type: (_) @returns declarator: [
  (identifier) @name
  (pointer_declarator declarator: (identifier) @name)
  (array_declarator declarator: (identifier) @name)
  (init_declarator declarator: [
    (identifier) @name
    (pointer_declarator declarator: (identifier) @name)
    (array_declarator declarator: (identifier) @name)
  ])
]) @definition.variable)

(preproc_params (identifier) @skip)
(preproc_def value: (preproc_arg) @macro)
(preproc_function_def value: (preproc_arg) @macro)

; Imports

(preproc_include path: [
  (string_literal (string_content) @import.module)
  (system_lib_string) @import.module
])

; References

[
  (identifier)
  (field_identifier)
] @reference.name
(type_identifier) @reference.type
(parameter_declaration declarator: [
  (identifier) @skip
  (pointer_declarator declarator: (identifier) @skip)
  (array_declarator declarator: (identifier) @skip)
])
(call_expression function: [
  (identifier) @reference.call
  (field_expression field: (field_identifier) @reference.call)
])
((call_expression function: (identifier) @_function
  arguments: (argument_list . (string_literal (string_content) @reference.environment)))
  (#any-of? @_function "getenv" "secure_getenv" "g_getenv"))

; Literals

[
  (string_literal)
  (char_literal)
  (system_lib_string)
  (preproc_def)
  (preproc_function_def)
  (preproc_call)
] @literal
(preproc_if condition: (_) @literal)
(preproc_elif condition: (_) @literal)
(comment) @comment
