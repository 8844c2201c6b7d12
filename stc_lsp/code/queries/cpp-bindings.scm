; What C++ adds to c-bindings.scm.

(namespace_definition name: [
  (namespace_identifier) @outer.namespace
  (nested_namespace_specifier (namespace_identifier) @outer.namespace)
  (nested_namespace_specifier (nested_namespace_specifier (namespace_identifier) @outer.namespace))
])
(namespace_alias_definition name: (namespace_identifier) @outer.namespace)

(lambda_expression) @scope @function
(template_declaration) @scope
[(catch_clause) (for_range_loop) (if_statement) (while_statement)] @scope

(parameter_declaration type: (_) @annotation declarator: (reference_declarator (identifier) @parameter.inner))
(optional_parameter_declaration type: (_) @annotation declarator: [
  (identifier) @parameter.inner
  (pointer_declarator declarator: (identifier) @parameter.inner)
  (reference_declarator (identifier) @parameter.inner)
])
((compound_statement (declaration type: (_) @annotation declarator: [
  (reference_declarator (identifier) @local.inner)
  (init_declarator declarator: (reference_declarator (identifier) @local.inner))
])) (#not-eq? @annotation "auto"))
((condition_clause value: (declaration type: (_) @annotation declarator: [
  (identifier) @local.inner
  (pointer_declarator declarator: (identifier) @local.inner)
  (reference_declarator (identifier) @local.inner)
])) (#not-eq? @annotation "auto"))
((for_range_loop type: (_) @annotation declarator: [
  (identifier) @local.inner
  (pointer_declarator declarator: (identifier) @local.inner)
  (reference_declarator (identifier) @local.inner)
]) (#not-eq? @annotation "auto"))

; `auto`: what the value is.
(declaration type: (placeholder_type_specifier) declarator: (init_declarator
  declarator: [
    (identifier) @local.inner
    (pointer_declarator declarator: (identifier) @local.inner)
    (reference_declarator (identifier) @local.inner)
  ]
  value: (_) @value))
(condition_clause value: (declaration type: (placeholder_type_specifier)
  declarator: [
    (identifier) @local.inner
    (pointer_declarator declarator: (identifier) @local.inner)
    (reference_declarator (identifier) @local.inner)
  ]
  value: (_) @value))
(for_range_loop type: (placeholder_type_specifier)
  declarator: [
    (identifier) @each.inner
    (pointer_declarator declarator: (identifier) @each.inner)
    (reference_declarator (identifier) @each.inner)
  ]
  right: (_) @value)
(structured_binding_declarator (identifier) @local.inner)
(type_parameter_declaration (type_identifier) @type.inner)
