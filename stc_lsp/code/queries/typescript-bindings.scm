; What only TypeScript's grammar has: parameters with types, fields, and parameters that are fields.

(formal_parameters [
  (required_parameter pattern: (_) @parameter.inner type: (type_annotation (_) @annotation)? value: (_)? @value)
  (optional_parameter pattern: (_) @parameter.inner type: (type_annotation (_) @annotation)? value: (_)? @value)
])
(required_parameter (accessibility_modifier) pattern: (identifier) @attribute type: (type_annotation (_) @annotation)?)
(required_parameter "readonly" pattern: (identifier) @attribute type: (type_annotation (_) @annotation)?)

(variable_declarator name: (identifier) @local.inner type: (type_annotation (_) @annotation))

(public_field_definition name: (_) @local type: (type_annotation (_) @annotation)? value: (_)? @value)
(interface_body (property_signature name: (_) @local type: (type_annotation (_) @annotation)?))
(type_alias_declaration value: [
  (object_type (property_signature name: (_) @local type: (type_annotation (_) @annotation)?))
  (_ (object_type (property_signature name: (_) @local type: (type_annotation (_) @annotation)?)))
  (_ (_ (object_type (property_signature name: (_) @local type: (type_annotation (_) @annotation)?))))
])

[
  (class_declaration name: (type_identifier) @declared)
  (interface_declaration name: (type_identifier) @declared)
  (type_alias_declaration name: (type_identifier) @declared)
]

[
  (class_declaration)
  (abstract_class_declaration)
  (class)
  (interface_declaration)
  (type_alias_declaration)
  (function_signature)
  (method_signature)
  (abstract_method_signature)
  (call_signature)
  (construct_signature)
  (function_type)
  (constructor_type)
  (conditional_type)
  (index_signature)
] @scope

(type_parameter name: (type_identifier) @type.inner constraint: (constraint (_) @annotation)?)
(infer_type (type_identifier) @type.inner)
(mapped_type_clause name: (type_identifier) @type.inner)

(binary_expression left: (identifier) @tested operator: "instanceof" right: [(identifier) (member_expression)] @annotation)

; The elements that are handed to a function.
((call_expression
  function: (member_expression object: (_) @value property: (property_identifier) @_handing)
  arguments: (arguments . [
    (arrow_function parameters: (formal_parameters . (required_parameter
      pattern: [(identifier) (object_pattern)] @item.inner !type)))
    (function_expression parameters: (formal_parameters . (required_parameter
      pattern: [(identifier) (object_pattern)] @item.inner !type)))
  ]))
  (#any-of? @_handing "forEach" "map" "filter" "find" "findIndex" "findLast" "some" "every" "flatMap"))

; What is expected of a function where it stands.
(arrow_function parameter: (identifier) @given)
([
  (arrow_function parameters: (formal_parameters (_ pattern: (_) @given !type !value)))
  (function_expression parameters: (formal_parameters (_ pattern: (_) @given !type !value)))
  (object (method_definition parameters: (formal_parameters (_ pattern: (_) @given !type !value))))
])
