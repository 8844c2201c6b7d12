; Names that are no chunks. See bindings.py for what each capture means.

[
  (block)
  (for_statement)
  (if_statement)
  (expression_switch_statement)
  (type_switch_statement)
  (type_case)
  (expression_case)
  (select_statement)
  (communication_case)
] @scope

[(function_declaration) (method_declaration) (func_literal)] @scope @function

(function_declaration parameters: (parameter_list
  (_ name: (identifier) @parameter.inner type: (_) @annotation)))
(function_declaration result: (parameter_list
  (_ name: (identifier) @parameter.inner type: (_) @annotation)))
(method_declaration receiver: (parameter_list
  (_ name: (identifier) @parameter.inner type: (_) @annotation)))
(method_declaration parameters: (parameter_list
  (_ name: (identifier) @parameter.inner type: (_) @annotation)))
(method_declaration result: (parameter_list
  (_ name: (identifier) @parameter.inner type: (_) @annotation)))
(func_literal parameters: (parameter_list
  (_ name: (identifier) @parameter.inner type: (_) @annotation)))

(short_var_declaration left: (_) @local.inner right: (_) @value)
(var_spec name: (identifier) @local.inner type: (_) @annotation)
(var_spec . name: (identifier) @local.inner . value: (expression_list . (_) @value .))
(var_spec !type name: (identifier) @local.inner . name: (identifier))
(var_spec !type name: (identifier) . name: (identifier) @local.inner . value: (_))
(const_spec name: (identifier) @local.inner)
(range_clause left: (_) @each.inner right: (_) @value)
(type_switch_statement alias: (_) @local.inner)
(type_switch_statement alias: (expression_list (identifier) @tested))

(type_spec name: (type_identifier) type: (struct_type (field_declaration_list
  (field_declaration name: (field_identifier) @local type: (_) @annotation))))

(field_declaration !name type: (type_identifier) @local @annotation)
(field_declaration !name type: (qualified_type name: (type_identifier) @local) @annotation)

(type_parameter_declaration name: (identifier) @type.inner type: (type_constraint (_) @annotation))
(type_spec type_parameters: (_)) @scope

(return_statement (_) @result)
