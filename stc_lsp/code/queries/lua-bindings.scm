; Names that are no chunks. See bindings.py for what each capture means.

[(block) (for_statement)] @scope
[(function_declaration) (function_definition)] @scope @function

(parameters name: (identifier) @parameter.inner)
(variable_declaration (assignment_statement
  (variable_list . name: (identifier) @local.inner .) (expression_list . value: (_) @value .)))
(variable_declaration (assignment_statement (variable_list name: (identifier) @local.inner . name: (identifier))))
(variable_declaration (assignment_statement (variable_list name: (identifier) . name: (identifier) @local.inner)))
(variable_declaration (variable_list name: (identifier) @local.inner))
(for_generic_clause (variable_list name: (identifier) @local.inner))
(for_numeric_clause name: (identifier) @local.inner)

(return_statement (expression_list . (_) @result))
(chunk (return_statement "return" @whole (expression_list . (identifier) @value .)))
