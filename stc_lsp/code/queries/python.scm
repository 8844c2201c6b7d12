; What each capture means: see ../queries.py.

; Definitions

(function_definition
  name: (identifier) @name
  parameters: (parameters) @parameters
  return_type: (type)? @returns
  body: (block) @body) @definition.function.def

(class_definition
  name: (identifier) @name
  superclasses: (argument_list)? @bases
  body: (block) @body) @definition.class

(decorated_definition definition: (_) @wrapped) @wrapper.quiet

(module (expression_statement (assignment left: (identifier) @name type: (type)? @returns)) @definition.variable)
(module (expression_statement (assignment left: (pattern_list (identifier) @name)) @definition.variable))
(module [
  (if_statement (block (expression_statement (assignment left: (identifier) @name) @definition.variable)))
  (if_statement (else_clause (block (expression_statement (assignment left: (identifier) @name) @definition.variable))))
  (try_statement (block (expression_statement (assignment left: (identifier) @name) @definition.variable)))
  (try_statement (except_clause (block (expression_statement (assignment left: (identifier) @name) @definition.variable))))
])
(class_definition body: (block
  (expression_statement (assignment left: (identifier) @name type: (type)? @returns)) @definition.variable))
(type_alias_statement left: (type (identifier) @name)) @definition.variable

; Documentation

(module . (comment)* . (expression_statement . (string) @documentation .))
(function_definition body: (block . (comment)* . (expression_statement . (string) @documentation .)))
(class_definition body: (block . (comment)* . (expression_statement . (string) @documentation .)))
(_ (expression_statement (assignment) @documented) . (expression_statement . (string) @documentation .))

; Imports

(import_statement name: (dotted_name) @import.module)
(import_statement name: (aliased_import name: (dotted_name) @import.module alias: (identifier) @import.alias))
(import_from_statement module_name: (_) @import.module name: (dotted_name) @import.name)
(import_from_statement
  module_name: (_) @import.module
  name: (aliased_import name: (dotted_name) @import.name alias: (identifier) @import.alias))
(import_from_statement module_name: (_) @import.module (wildcard_import) @import.all)
(future_import_statement "__future__" @import.module name: (dotted_name) @import.name)

; References

(identifier) @reference.name
(keyword_argument name: (identifier) @skip)
(parameters [
  (identifier) @skip
  (default_parameter name: (identifier) @skip)
  (typed_parameter . (identifier) @skip)
  (typed_parameter . (_ (identifier) @skip))
  (typed_default_parameter name: (identifier) @skip)
  (list_splat_pattern (identifier) @skip)
  (dictionary_splat_pattern (identifier) @skip)
])
(call function: [(identifier) @reference.call (attribute attribute: (identifier) @reference.call)])
(class_definition superclasses: (argument_list [
  (identifier) @reference.base
  (attribute attribute: (identifier) @reference.base)
  (subscript value: [(identifier) @reference.base (attribute attribute: (identifier) @reference.base)])
]))
(decorator [
  (identifier) @reference.decorator
  (attribute attribute: (identifier) @reference.decorator)
  (call function: [(identifier) @reference.decorator (attribute attribute: (identifier) @reference.decorator)])
])
(raise_statement . [
  (identifier) @reference.raise
  (attribute attribute: (identifier) @reference.raise)
  (call function: [(identifier) @reference.raise (attribute attribute: (identifier) @reference.raise)])
])
(except_clause value: [
  (identifier) @reference.catch
  (attribute attribute: (identifier) @reference.catch)
  (tuple [(identifier) @reference.catch (attribute attribute: (identifier) @reference.catch)])
  (as_pattern . [
    (identifier) @reference.catch
    (attribute attribute: (identifier) @reference.catch)
    (tuple [(identifier) @reference.catch (attribute attribute: (identifier) @reference.catch)])
  ])
])
(type) @region.type
(type (string (string_content) @reference.type))

((subscript
  value: [(identifier) @_object (attribute attribute: (identifier) @_object)]
  subscript: (string (string_content) @reference.environment))
  (#any-of? @_object "environ" "environb"))
((call
  function: (attribute
    object: [(identifier) @_object (attribute attribute: (identifier) @_object)]
    attribute: (identifier) @_get)
  arguments: (argument_list . (string (string_content) @reference.environment)))
  (#any-of? @_object "environ" "environb")
  (#any-of? @_get "get" "setdefault" "pop"))
((call
  function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
  arguments: (argument_list . (string (string_content) @reference.environment)))
  (#eq? @_function "getenv"))
((comparison_operator
  . (string (string_content) @reference.environment)
  operators: ["in" "not in"]
  . [(identifier) @_object (attribute attribute: (identifier) @_object)] .)
  (#any-of? @_object "environ" "environb"))
((subscript
  value: [(identifier) @_object (attribute attribute: (identifier) @_object)]
  subscript: (string (string_content) @reference.option))
  (#match? @_object "(^|_)(config|settings|options|conf|cfg|CONFIG|SETTINGS)$"))
((call
  function: (attribute
    object: [(identifier) @_object (attribute attribute: (identifier) @_object)]
    attribute: (identifier) @_get)
  arguments: (argument_list . (string (string_content) @reference.option)))
  (#match? @_object "(^|_)(config|settings|options|conf|cfg|CONFIG|SETTINGS)$")
  (#any-of? @_get "get" "setdefault" "pop"))
((call
  function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
  arguments: (argument_list (string (string_content) @reference.option)))
  (#any-of? @_function "option" "add_argument" "add_option" "addoption")
  (#match? @reference.option "^--?[A-Za-z]"))

; Literals

(string) @literal
(comment) @comment
(decorator) @decorator
