; What only TypeScript's grammar has: parameters with types, fields, and parameters that are fields.

(formal_parameters [
  (required_parameter pattern: (_) @parameter.inner type: (type_annotation (_) @annotation)? value: (_)? @value)
  (optional_parameter pattern: (_) @parameter.inner type: (type_annotation (_) @annotation)? value: (_)? @value)
])
(required_parameter (accessibility_modifier) pattern: (identifier) @attribute type: (type_annotation (_) @annotation)?)
(required_parameter "readonly" pattern: (identifier) @attribute type: (type_annotation (_) @annotation)?)

(variable_declarator name: (identifier) @local.inner type: (type_annotation (_) @annotation))

(public_field_definition name: (_) @local type: (type_annotation (_) @annotation)? value: (_)? @value)
(property_signature name: (_) @local type: (type_annotation (_) @annotation)?)
