; Names that are no chunks. See bindings.py for what each capture means.

(package_header (qualified_identifier) @outer.namespace)

[(block) (for_statement) (catch_block) (when_expression)] @scope
[(function_declaration) (secondary_constructor) (lambda_literal) (anonymous_function)] @scope @function

(type_parameter (identifier) @type.inner . (_)? @annotation)
(parameter . (identifier) @parameter.inner (_) @annotation)
(lambda_parameters (variable_declaration . (identifier) @parameter.inner (_)? @annotation))

(property_declaration (variable_declaration . (identifier) @local.inner (_) @annotation))
(property_declaration (variable_declaration . (identifier) @local.inner .) . (_) @value)
(property_declaration (multi_variable_declaration (variable_declaration . (identifier) @local.inner)))
(for_statement (variable_declaration . (identifier) @each.inner) . (_) @value)
(catch_block . (identifier) @local.inner . (_) @annotation)

(function_declaration (function_body . (_) @result))
(return_expression (_) @result)

; What is handed to a block.
(annotated_lambda (lambda_literal) @it)
((call_expression (navigation_expression (_) @value (identifier) @_handing .) (annotated_lambda (lambda_literal) @it))
  (#any-of? @_handing "let" "also" "takeIf" "takeUnless"))
((call_expression
  (navigation_expression (_) @value (identifier) @_handing .)
  (annotated_lambda (lambda_literal (lambda_parameters . (variable_declaration . (identifier) @parameter.inner .) .))))
  (#any-of? @_handing "let" "also" "takeIf" "takeUnless"))
((call_expression
  (navigation_expression (_) @value (identifier) @_handing .)
  (annotated_lambda (lambda_literal) @it.element))
  (#any-of? @_handing "forEach" "map" "filter" "filterNot" "any" "all" "none" "first" "firstOrNull" "last" "lastOrNull"
    "find" "flatMap" "mapNotNull" "sortedBy" "sortedByDescending" "sumOf" "count" "associateBy" "associateWith"
    "groupBy" "partition" "onEach" "indexOfFirst" "maxByOrNull" "minByOrNull" "takeWhile" "dropWhile" "single"))
((call_expression
  (navigation_expression (_) @value (identifier) @_handing .)
  (annotated_lambda (lambda_literal (lambda_parameters . (variable_declaration . (identifier) @element.inner .) .))))
  (#any-of? @_handing "forEach" "map" "filter" "filterNot" "any" "all" "none" "first" "firstOrNull" "last" "lastOrNull"
    "find" "flatMap" "mapNotNull" "sortedBy" "sortedByDescending" "sumOf" "count" "associateBy" "associateWith"
    "groupBy" "partition" "onEach" "indexOfFirst" "maxByOrNull" "minByOrNull" "takeWhile" "dropWhile" "single"))
