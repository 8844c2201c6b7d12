; What only JavaScript's grammar names so: parameters and fields without types.

(formal_parameters [
  (identifier) @parameter.inner
  (object_pattern) @parameter.inner
  (array_pattern) @parameter.inner
  (rest_pattern) @parameter.inner
  (assignment_pattern left: (_) @parameter.inner right: (_) @value)
])

(field_definition property: (_) @local value: (_)? @value)

; The elements that are handed to a function.
((call_expression
  function: (member_expression object: (_) @value property: (property_identifier) @_handing)
  arguments: (arguments . [
    (arrow_function parameters: (formal_parameters . [(identifier) (object_pattern)] @item.inner))
    (function_expression parameters: (formal_parameters . [(identifier) (object_pattern)] @item.inner))
  ]))
  (#any-of? @_handing "forEach" "map" "filter" "find" "findIndex" "findLast" "some" "every" "flatMap"))
