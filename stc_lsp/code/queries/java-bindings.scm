; Names that are no chunks. See bindings.py for what each capture means.

(package_declaration [(scoped_identifier) (identifier)] @outer.namespace)

[
  (block)
  (for_statement)
  (enhanced_for_statement)
  (catch_clause)
  (try_with_resources_statement)
  (switch_block_statement_group)
  (switch_rule)
] @scope
[(method_declaration) (constructor_declaration) (compact_constructor_declaration) (lambda_expression)] @scope @function
(class_declaration type_parameters: (_)) @scope
(interface_declaration type_parameters: (_)) @scope

(formal_parameter type: (_) @annotation name: (identifier) @parameter.inner)
(spread_parameter . (_) @annotation (variable_declarator name: (identifier) @parameter.inner))
(lambda_expression parameters: (identifier) @parameter.inner)
(inferred_parameters (identifier) @parameter.inner)
(type_parameter . (type_identifier) @type.inner)

(local_variable_declaration type: (_) @annotation declarator: (variable_declarator name: (identifier) @local.inner)
  (#not-eq? @annotation "var"))
(local_variable_declaration type: (_) @_var
  declarator: (variable_declarator name: (identifier) @local.inner value: (_) @value) (#eq? @_var "var"))
(enhanced_for_statement type: (_) @annotation name: (identifier) @local.inner (#not-eq? @annotation "var"))
(enhanced_for_statement type: (_) @_var name: (identifier) @each.inner value: (_) @value (#eq? @_var "var"))
(resource type: (_) @annotation name: (identifier) @local.inner (#not-eq? @annotation "var"))
(resource type: (_) @_var name: (identifier) @local.inner value: (_) @value (#eq? @_var "var"))
(catch_formal_parameter (catch_type . (_) @annotation) name: (identifier) @local.inner)
(instanceof_expression right: (_) @annotation name: (identifier) @local.inner)
(type_pattern . (_) @annotation . (identifier) @local.inner)

; A class without a name.
(object_creation_expression type: (_) @annotation (class_body) @made)

; The elements that are handed to a lambda.
((method_invocation object: (_) @value name: (identifier) @_handing
  arguments: (argument_list . (lambda_expression parameters: [
    (identifier) @element.inner
    (inferred_parameters . (identifier) @element.inner .)
  ])))
  (#any-of? @_handing "forEach" "filter" "map" "mapToInt" "mapToLong" "mapToDouble" "mapToObj" "flatMap"
    "anyMatch" "allMatch" "noneMatch" "peek" "removeIf" "takeWhile" "dropWhile"))
