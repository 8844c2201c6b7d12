; What each capture means: see ../queries.py.

; Definitions

(class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.class.interface
(trait_declaration name: (_) @name body: (_) @body) @definition.class.trait
(enum_declaration name: (_) @name body: (_) @body) @definition.class.enum
(function_definition
  name: (_) @name parameters: (_) @parameters return_type: (_)? @returns body: (_) @body) @definition.function
(method_declaration
  name: (_) @name parameters: (_) @parameters return_type: (_)? @returns body: (_)? @body) @definition.method.function
(program (expression_statement (assignment_expression left: (variable_name) @name right: [
  (anonymous_function parameters: (_) @parameters body: (_) @body)
  (arrow_function parameters: (_) @parameters body: (_) @body)
]) @definition.function))
(const_declaration (const_element . (name) @name)) @definition.variable.const
(property_declaration type: (_)? @returns (property_element name: (_) @name)) @definition.variable.property
(enum_case name: (_) @name) @definition.variable.case
(program (expression_statement (assignment_expression left: (variable_name) @name) @definition.variable))
((expression_statement (function_call_expression
  function: (name) @_define
  arguments: (arguments . (argument (_ (string_content) @name)))) @definition.variable.const)
  (#eq? @_define "define"))

(attribute_list) @decorator

; Imports

(namespace_use_declaration !body
  (namespace_use_clause . [(qualified_name) (name)] @import.module alias: (_)? @import.alias))
(namespace_use_declaration . (namespace_name) @import.module
  body: (namespace_use_group (namespace_use_clause . (_) @import.name alias: (_)? @import.alias)))
(require_expression (_ (string_content) @import.module))
(require_once_expression (_ (string_content) @import.module))
(include_expression (_ (string_content) @import.module))
(include_once_expression (_ (string_content) @import.module))

; References

(name) @reference.name
(variable_name) @reference.name
(variable_name (name) @skip)
(simple_parameter name: (variable_name) @skip)
(variadic_parameter name: (variable_name) @skip)
(property_promotion_parameter name: (variable_name) @skip)
(namespace_definition name: (namespace_name (name) @skip))
(named_type [(name) @reference.type (qualified_name (name) @reference.type .)])
(function_call_expression function: [(name) @reference.call (qualified_name (name) @reference.call .)])
(member_call_expression name: (name) @reference.call)
(nullsafe_member_call_expression name: (name) @reference.call)
(scoped_call_expression name: (name) @reference.call)
(object_creation_expression . [(name) @reference.call (qualified_name (name) @reference.call .)])
(base_clause [(name) @reference.base (qualified_name (name) @reference.base .)])
(class_interface_clause [(name) @reference.base (qualified_name (name) @reference.base .)])
(declaration_list (use_declaration [(name) @reference.base (qualified_name (name) @reference.base .)]))
(attribute . [(name) @reference.decorator (qualified_name (name) @reference.decorator .)])
(throw_expression (object_creation_expression . [(name) @reference.raise (qualified_name (name) @reference.raise .)]))
(catch_clause type: (type_list (named_type [(name) @reference.catch (qualified_name (name) @reference.catch .)])))
((function_call_expression function: (name) @_function
  arguments: (arguments . (argument (_ (string_content) @reference.environment))))
  (#any-of? @_function "getenv" "env" "putenv"))
((scoped_call_expression name: (name) @_function
  arguments: (arguments . (argument (_ (string_content) @reference.environment))))
  (#any-of? @_function "getenv" "env"))
((subscript_expression . (variable_name) @_object . (_ (string_content) @reference.environment))
  (#eq? @_object "$_ENV"))
((function_call_expression function: (name) @_function
  arguments: (arguments . (argument (_ (string_content) @reference.option))))
  (#any-of? @_function "config" "get_option" "ini_get"))

; Literals

[
  (string)
  (encapsed_string)
  (shell_command_expression)
  (heredoc)
  (nowdoc)
  (text)
  (text_interpolation)
] @literal
(comment) @comment
