; Names that are no chunks. See bindings.py for what each capture means.

[(method) (singleton_method) (block) (do_block) (lambda)] @scope @function

(method_parameters (identifier) @parameter.inner)
(block_parameters (identifier) @parameter.inner)
(lambda_parameters (identifier) @parameter.inner)
(optional_parameter name: (identifier) @parameter.inner value: (_) @value)
(keyword_parameter name: (identifier) @parameter.inner)
(splat_parameter name: (identifier) @parameter.inner)
(hash_splat_parameter name: (identifier) @parameter.inner)
(block_parameter name: (identifier) @parameter.inner)

(assignment left: (identifier) @local.inner right: (_) @value)
(operator_assignment left: (identifier) @local.inner right: (_) @value)
(left_assignment_list (identifier) @local.inner)
(exception_variable (identifier) @local.inner)
(for pattern: (identifier) @each.inner value: (in (_) @value))
(assignment left: (instance_variable) @attribute right: (_) @value)
(operator_assignment left: (instance_variable) @attribute right: (_) @value)
