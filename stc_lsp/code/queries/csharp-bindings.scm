; Names that are no chunks. See bindings.py for what each capture means.

[
  (block)
  (for_statement)
  (foreach_statement)
  (using_statement)
  (catch_clause)
  (switch_section)
  (switch_expression_arm)
] @scope
[
  (method_declaration)
  (constructor_declaration)
  (operator_declaration)
  (conversion_operator_declaration)
  (indexer_declaration)
  (delegate_declaration)
  (local_function_statement)
  (lambda_expression)
  (anonymous_method_expression)
] @scope @function
(class_declaration (type_parameter_list)) @scope
(interface_declaration (type_parameter_list)) @scope
(struct_declaration (type_parameter_list)) @scope

(parameter type: (_) @annotation name: (identifier) @parameter.inner)
(parameter !type name: (identifier) @parameter.inner)
(implicit_parameter) @parameter.inner
(type_parameter name: (identifier) @type.inner)

(local_declaration_statement (variable_declaration type: (_) @annotation
  (variable_declarator name: (identifier) @local.inner)) (#not-eq? @annotation "var"))
(local_declaration_statement (variable_declaration type: (implicit_type)
  (variable_declarator name: (identifier) @local.inner (_) @value)))
(local_declaration_statement (variable_declaration type: (implicit_type)
  (variable_declarator (tuple_pattern name: (identifier) @local.inner))))
(for_statement initializer: (variable_declaration type: (_) @annotation
  (variable_declarator name: (identifier) @local.inner)) (#not-eq? @annotation "var"))
(for_statement initializer: (variable_declaration type: (implicit_type)
  (variable_declarator name: (identifier) @local.inner (_) @value)))
(using_statement (variable_declaration type: (_) @annotation
  (variable_declarator name: (identifier) @local.inner)) (#not-eq? @annotation "var"))
(using_statement (variable_declaration type: (implicit_type)
  (variable_declarator name: (identifier) @local.inner (_) @value)))
(foreach_statement type: (_) @annotation left: (identifier) @local.inner (#not-eq? @annotation "var"))
(foreach_statement type: (implicit_type) left: (identifier) @each.inner right: (_) @value)
(declaration_expression type: (_) @annotation name: (identifier) @local.inner (#not-eq? @annotation "var"))
(declaration_expression type: (implicit_type) name: (identifier) @local.inner)
(declaration_pattern type: (_) @annotation name: (identifier) @local.inner (#not-eq? @annotation "var"))
(catch_declaration type: (_) @annotation name: (identifier) @local.inner)

; The elements that are handed to a lambda.
((invocation_expression function: (member_access_expression expression: (_) @value name: (identifier) @_handing)
  arguments: (argument_list . (argument (lambda_expression parameters: [
    (implicit_parameter) @element.inner
    (parameter_list . (parameter !type name: (identifier) @element.inner) .)
  ]))))
  (#any-of? @_handing "Where" "Select" "SelectMany" "Any" "All" "First" "FirstOrDefault" "Single" "SingleOrDefault"
    "Last" "LastOrDefault" "Count" "Sum" "Max" "Min" "Average" "OrderBy" "OrderByDescending" "ThenBy"
    "ThenByDescending" "GroupBy" "ToDictionary" "ToLookup" "ForEach" "Find" "FindAll" "Exists" "RemoveAll"
    "TakeWhile" "SkipWhile"))
