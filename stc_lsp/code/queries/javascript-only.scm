; What JavaScript's grammar names differently from TypeScript's.

(field_definition property: (_) @name value: [
  (arrow_function parameters: (_) @parameters body: (_) @body)
  (arrow_function parameter: (_) @parameters body: (_) @body)
  (function_expression parameters: (_) @parameters body: (_) @body)
]) @definition.method
(field_definition property: (_) @name) @definition.variable.field

(formal_parameters (identifier) @skip)
(class_heritage [
  (identifier) @reference.base
  (member_expression property: (property_identifier) @reference.base)
])
