; Names that are no chunks. See bindings.py for what each capture means.

[(for_statement) (if_statement) (while_statement) (do_statement) (catch_block) (switch_entry)] @scope
[(function_declaration) (init_declaration) (lambda_literal)] @scope @function

(parameter name: (simple_identifier) @parameter.inner (parameter_modifiers)? . (_) @annotation .)
(lambda_parameter name: (simple_identifier) @parameter.inner)

(property_declaration name: (pattern bound_identifier: (simple_identifier) @local.inner)
  (type_annotation (_) @annotation))
(property_declaration name: (pattern bound_identifier: (simple_identifier) @local.inner) . value: (_) @value)
(for_statement item: (pattern bound_identifier: (simple_identifier) @each.inner) collection: (_) @value)
(if_statement bound_identifier: (simple_identifier) @local.inner . (_) @value)
(guard_statement bound_identifier: (simple_identifier) @local.inner . (_) @value)
(while_statement bound_identifier: (simple_identifier) @local.inner . (_) @value)
