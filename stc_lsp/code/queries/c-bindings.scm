; Names that are no chunks. See bindings.py for what each capture means.

[(compound_statement) (for_statement)] @scope
(function_definition) @scope @function

(parameter_declaration type: (_) @annotation declarator: [
  (identifier) @parameter.inner
  (pointer_declarator declarator: (identifier) @parameter.inner)
  (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @parameter.inner))
  (array_declarator declarator: (identifier) @parameter.inner)
])
((compound_statement (declaration type: (_) @annotation declarator: [
  (identifier) @local.inner
  (pointer_declarator declarator: (identifier) @local.inner)
  (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @local.inner))
  (array_declarator declarator: (identifier) @local.inner)
  (init_declarator declarator: [
    (identifier) @local.inner
    (pointer_declarator declarator: (identifier) @local.inner)
    (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @local.inner))
    (array_declarator declarator: (identifier) @local.inner)
  ])
])) (#not-eq? @annotation "auto"))
((for_statement initializer: (declaration type: (_) @annotation declarator: [
  (identifier) @local.inner
  (init_declarator declarator: [
    (identifier) @local.inner
    (pointer_declarator declarator: (identifier) @local.inner)
  ])
])) (#not-eq? @annotation "auto"))
