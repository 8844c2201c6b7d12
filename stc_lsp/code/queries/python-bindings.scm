; Names that are no chunks: where they are bound, and from what. See bindings.py for what each capture means.

(function_definition body: (_) @body)
(class_definition body: (_) @body)

[
  (list_comprehension)
  (set_comprehension)
  (dictionary_comprehension)
  (generator_expression)
  (lambda)
] @scope

(parameters [
  (identifier) @parameter
  (list_splat_pattern (identifier) @parameter)
  (dictionary_splat_pattern (identifier) @parameter)
  (typed_parameter . (identifier) @parameter type: (_) @annotation)
  (typed_parameter . (_ (identifier) @parameter))
  (default_parameter name: (identifier) @parameter value: (_) @value)
  (typed_default_parameter name: (identifier) @parameter type: (_) @annotation)
])

(lambda_parameters [
  (identifier) @parameter.inner
  (list_splat_pattern (identifier) @parameter.inner)
  (dictionary_splat_pattern (identifier) @parameter.inner)
  (default_parameter name: (identifier) @parameter.inner)
])

(assignment left: (_) @local type: (_)? @annotation right: (_)? @value)
(augmented_assignment left: (identifier) @local @value)
(named_expression name: (_) @local value: (_) @value)
(for_statement left: (_) @each right: (_) @value)
(for_in_clause left: (_) @each.inner right: (_) @value)
(with_item value: (as_pattern (_) @value alias: (as_pattern_target (_) @entered)))
(except_clause value: (as_pattern (_) @annotation alias: (as_pattern_target (_) @caught)))

(case_pattern (dotted_name . (identifier) @local .))
(keyword_pattern (identifier) (dotted_name . (identifier) @local .))
(splat_pattern (identifier) @local)
(case_pattern (as_pattern (case_pattern (class_pattern (dotted_name) @annotation)) (identifier) @caught))
(case_pattern (as_pattern (case_pattern) (identifier) @local))

((call function: (identifier) @_is arguments: (argument_list . (identifier) @tested . (_) @annotation .))
  (#eq? @_is "isinstance"))

(global_statement (identifier) @outer.global)
(nonlocal_statement (identifier) @outer.nonlocal)

(return_statement (_) @result)
(yield (_) @yielded)
