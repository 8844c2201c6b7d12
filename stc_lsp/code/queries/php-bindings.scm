; Names that are no chunks. See bindings.py for what each capture means.

(namespace_definition name: (namespace_name) @outer.namespace)

[(anonymous_function) (arrow_function)] @scope @function
[(function_definition) (method_declaration)] @scope @function

(simple_parameter type: (_)? @annotation name: (variable_name) @parameter.inner)
(variadic_parameter name: (variable_name) @parameter.inner)
(property_promotion_parameter type: (_)? @annotation name: (variable_name) @parameter.inner)
(property_promotion_parameter type: (_)? @annotation name: (variable_name) @attribute)

(assignment_expression left: (variable_name) @local.inner right: (_) @value)
(assignment_expression left: (list_literal (variable_name) @local.inner))
(static_variable_declaration name: (variable_name) @local.inner)
(foreach_statement . (_) @value . (variable_name) @each.inner)
(foreach_statement . (_) @value . (pair (_) (variable_name) @each.inner))
(foreach_statement (pair . (variable_name) @local.inner))
(catch_clause type: (type_list . (_) @annotation) name: (variable_name) @local.inner)

(return_statement (_) @result)
