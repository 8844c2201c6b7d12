; Names that are no chunks. See bindings.py for what each capture means.

[(block) (match_arm) (for_expression) (if_expression) (while_expression)] @scope
[(function_item) (function_signature_item) (closure_expression)] @scope @function
[(struct_item) (enum_item) (trait_item) (impl_item) (type_item)] @scope

(parameter pattern: (identifier) @parameter.inner type: (_) @annotation)
(parameter pattern: (_ (identifier) @parameter.inner))
(closure_parameters (identifier) @parameter.inner)
(closure_parameters (reference_pattern (identifier) @parameter.inner))
(type_parameter name: (type_identifier) @type.inner)

(let_declaration pattern: (identifier) @local.inner type: (_) @annotation value: (_)? @value)
(let_declaration pattern: (identifier) @local.inner !type value: (_) @value)
(let_declaration pattern: (identifier) @local.inner !type !value)
(tuple_pattern (identifier) @local.inner)
(tuple_pattern (reference_pattern (identifier) @local.inner))
(tuple_struct_pattern (reference_pattern (identifier) @local.inner))
(slice_pattern (identifier) @local.inner)
(for_expression pattern: (identifier) @each.inner value: (_) @value)
(tuple_struct_pattern type: (_) (identifier) @local.inner)
((let_condition
  pattern: (tuple_struct_pattern type: (identifier) @_holds . [
    (identifier) @unwrapped.inner
    (ref_pattern (identifier) @unwrapped.inner)
    (mut_pattern (identifier) @unwrapped.inner)
  ] .)
  value: (_) @value) (#any-of? @_holds "Some" "Ok"))
((let_declaration
  pattern: (tuple_struct_pattern type: (identifier) @_holds . [
    (identifier) @unwrapped.inner
    (ref_pattern (identifier) @unwrapped.inner)
    (mut_pattern (identifier) @unwrapped.inner)
  ] .)
  value: (_) @value) (#any-of? @_holds "Some" "Ok"))
((match_expression value: (_) @value
  body: (match_block (match_arm pattern: (match_pattern (tuple_struct_pattern type: (identifier) @_holds . [
    (identifier) @unwrapped.inner
    (ref_pattern (identifier) @unwrapped.inner)
    (mut_pattern (identifier) @unwrapped.inner)
  ] .))))) (#any-of? @_holds "Some" "Ok"))
(field_pattern name: (shorthand_field_identifier) @local.inner)
(field_pattern pattern: (identifier) @local.inner)
(ref_pattern (identifier) @local.inner)
(mut_pattern (identifier) @local.inner)
(captured_pattern . (identifier) @local.inner)

; The elements that are handed to a closure.
((call_expression function: (field_expression value: (_) @value field: (field_identifier) @_handing)
  arguments: (arguments . (closure_expression parameters: (closure_parameters . [
    (identifier) @element.inner
    (reference_pattern (identifier) @element.inner)
  ] .))))
  (#any-of? @_handing "map" "filter" "for_each" "any" "all" "find" "position" "filter_map" "flat_map" "take_while"
    "skip_while" "inspect" "map_while" "max_by_key" "min_by_key" "partition" "retain" "and_then" "is_some_and"))
