; Names that are no chunks, for JavaScript and TypeScript alike. See bindings.py for what each capture means.

[
  (statement_block)
  (for_statement)
  (for_in_statement)
  (catch_clause)
  (switch_body)
] @scope

[
  (function_declaration)
  (function_expression)
  (generator_function)
  (generator_function_declaration)
  (arrow_function)
  (method_definition)
] @scope @function

[
  (function_declaration name: (identifier) @declared)
  (generator_function_declaration name: (identifier) @declared)
]

(arrow_function parameter: (identifier) @parameter.inner)
(catch_clause parameter: (_) @local.inner)

(variable_declarator name: (_) @local.inner value: (_)? @value)
(for_in_statement left: (_) @each.inner right: (_) @value)

(assignment_expression
  left: (member_expression object: (this)) @local
  right: (_) @value)
(assignment_expression
  left: (member_expression object: (identifier) @exports property: (property_identifier) @local)
  right: (_) @value
  (#eq? @exports "exports"))
(assignment_expression
  left: (member_expression
    object: (member_expression object: (identifier) @module property: (property_identifier) @exports)
    property: (property_identifier) @local)
  right: (_) @value
  (#eq? @module "module") (#eq? @exports "exports"))
(assignment_expression
  left: (member_expression object: (identifier) @module property: (property_identifier) @default)
  right: (_) @value
  (#eq? @module "module") (#eq? @default "exports"))
((assignment_expression
  left: (member_expression object: (identifier) @module property: (property_identifier) @default @whole)
  right: [
    (identifier) @value
    (class name: (_) @value)
    (function_expression name: (_) @value)
  ])
  (#eq? @module "module") (#eq? @whole "exports"))
((assignment_expression
  left: (member_expression object: (identifier) @module property: (property_identifier) @default @whole @value)
  right: [(class !name) (function_expression !name) (arrow_function)])
  (#eq? @module "module") (#eq? @whole "exports"))
((assignment_expression
  left: (member_expression object: (identifier) @module property: (property_identifier) @exports)
  right: (object (pair key: (property_identifier) @local value: (identifier) @value)))
  (#eq? @module "module") (#eq? @exports "exports"))
(export_statement "default" value: (object (pair key: (property_identifier) @local value: (identifier) @value)))

(export_statement "default" @default value: (_) @value)
(export_statement "default" @default declaration: (_ name: (_) @value))
(export_statement !source (export_clause (export_specifier name: (_) @value alias: (_) @local)))

(return_statement (_) @result)
(arrow_function body: (expression) @result)
(yield_expression (_) @yielded)

((call_expression
  function: (member_expression object: (_) @value property: (property_identifier) @_handing)
  arguments: (arguments . (arrow_function parameter: (identifier) @item.inner)))
  (#any-of? @_handing "forEach" "map" "filter" "find" "findIndex" "findLast" "some" "every" "flatMap"))
