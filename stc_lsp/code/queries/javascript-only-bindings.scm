; What only JavaScript's grammar names so: parameters and fields without types.

(formal_parameters [
  (identifier) @parameter.inner
  (object_pattern) @parameter.inner
  (array_pattern) @parameter.inner
  (rest_pattern) @parameter.inner
  (assignment_pattern left: (_) @parameter.inner right: (_) @value)
])

(field_definition property: (_) @local value: (_)? @value)
