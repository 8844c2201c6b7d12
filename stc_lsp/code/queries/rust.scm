; What each capture means: see ../queries.py.

; Definitions

(function_item
  name: (_) @name parameters: (_) @parameters return_type: (_)? @returns body: (_) @body) @definition.function.fn
(function_signature_item
  name: (_) @name parameters: (_) @parameters return_type: (_)? @returns) @definition.function.fn
(struct_item name: (_) @name body: (field_declaration_list)? @body) @definition.class.struct
(enum_item name: (_) @name body: (_) @body) @definition.class.enum
(union_item name: (_) @name body: (_) @body) @definition.class.union
(trait_item name: (_) @name body: (_) @body) @definition.class.trait
(type_item name: (_) @name) @definition.class.type
(macro_definition name: (_) @name . (_)? @body) @definition.function.macro_rules
(source_file [
  (const_item name: (_) @name type: (_) @returns)
  (static_item name: (_) @name type: (_) @returns)
] @definition.variable.const)
(declaration_list [
  (const_item name: (_) @name type: (_) @returns)
  (static_item name: (_) @name type: (_) @returns)
  (associated_type name: (_) @name)
] @definition.variable.const)
(struct_item body: (field_declaration_list (field_declaration name: (_) @name type: (_) @returns) @definition.variable.field))
(enum_variant name: (_) @name) @definition.variable.variant

(impl_item type: [
  (type_identifier) @name
  (generic_type type: (type_identifier) @name)
  (generic_type type: (scoped_type_identifier name: (_) @name))
  (scoped_type_identifier name: (_) @name)
  (reference_type type: (type_identifier) @name)
]) @scope.class
(mod_item name: (_) @name body: (_)) @scope

(attribute_item) @decorator

; Imports

(use_declaration argument: (_) @import.tree)
(extern_crate_declaration name: (_) @import.module alias: (_)? @import.alias)
(mod_item name: (_) @import.module !body)

; References

[
  (identifier)
  (field_identifier)
  (shorthand_field_identifier)
] @reference.name
(type_identifier) @reference.type
(type_parameter name: (type_identifier) @skip)
(parameter pattern: (identifier) @skip)
(lifetime (identifier) @skip)
(struct_expression name: (_) @key.of
  body: (field_initializer_list (field_initializer field: (field_identifier) @key)))
(struct_pattern type: (_) @key.of (field_pattern name: (field_identifier) @key))
(call_expression function: [
  (identifier) @reference.call
  (field_expression field: (field_identifier) @reference.call)
  (scoped_identifier name: (identifier) @reference.call)
  (generic_function function: [
    (identifier) @reference.call
    (scoped_identifier name: (identifier) @reference.call)
    (field_expression field: (field_identifier) @reference.call)
  ])
])
(token_tree (identifier) @reference.call . (token_tree . "("))
(macro_invocation macro: [
  (identifier) @reference.call
  (scoped_identifier name: (identifier) @reference.call)
])
(attribute [
  (identifier) @reference.decorator
  (scoped_identifier name: (identifier) @reference.decorator)
])
(trait_item bounds: (trait_bounds [
  (type_identifier) @reference.base
  (scoped_type_identifier name: (type_identifier) @reference.base)
  (generic_type type: (type_identifier) @reference.base)
]))
(impl_item trait: [
  (type_identifier) @reference.base
  (scoped_type_identifier name: (type_identifier) @reference.base)
  (generic_type type: (type_identifier) @reference.base)
  (generic_type type: (scoped_type_identifier name: (type_identifier) @reference.base))
])
((call_expression function: (identifier) @_err arguments: (arguments . [
  (scoped_identifier path: [(identifier) @reference.raise (scoped_identifier name: (identifier) @reference.raise)])
  (call_expression function: (scoped_identifier path: (identifier) @reference.raise))
  (struct_expression name: (type_identifier) @reference.raise)
  (struct_expression name: (scoped_type_identifier path: (identifier) @reference.raise))
])) (#eq? @_err "Err"))
((tuple_struct_pattern type: (identifier) @_err [
  (scoped_identifier path: (identifier) @reference.catch)
  (tuple_struct_pattern type: (scoped_identifier path: (identifier) @reference.catch))
  (struct_pattern type: (scoped_type_identifier path: (identifier) @reference.catch))
]) (#eq? @_err "Err"))
((call_expression
  function: (scoped_identifier
    path: [(identifier) @_env (scoped_identifier name: (identifier) @_env)]
    name: (identifier) @_var)
  arguments: (arguments . (string_literal (string_content) @reference.environment)))
  (#eq? @_env "env") (#any-of? @_var "var" "var_os"))
((macro_invocation macro: (identifier) @_macro (token_tree . (string_literal (string_content) @reference.environment)))
  (#any-of? @_macro "env" "option_env"))
((call_expression
  function: [
    (field_expression field: (field_identifier) @_function)
    (generic_function function: (field_expression field: (field_identifier) @_function))
  ]
  arguments: (arguments . (string_literal (string_content) @reference.option)))
  (#any-of? @_function "long" "get_one" "get_flag" "get_many" "value_of" "is_present"))

; Literals

[
  (string_literal)
  (raw_string_literal)
  (char_literal)
] @literal
[
  (line_comment)
  (block_comment)
] @comment
