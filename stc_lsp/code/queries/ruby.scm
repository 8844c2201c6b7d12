; What each capture means: see ../queries.py.

; Definitions

(module name: [(constant) @name (scope_resolution name: (constant) @name)] body: (_)? @body) @definition.class.module
(class name: [(constant) @name (scope_resolution name: (constant) @name)] body: (_)? @body) @definition.class
(method name: (_) @name parameters: (_)? @parameters body: (_)? @body) @definition.function.def
(singleton_method name: (_) @name parameters: (_)? @parameters body: (_)? @body) @definition.function.def
(assignment left: [(constant) @name (scope_resolution name: (constant) @name)]) @definition.variable.constant
(body_statement (assignment left: (class_variable) @name) @definition.variable)
((call method: (identifier) @_attribute arguments: (argument_list (simple_symbol) @name)) @definition.variable.attribute
  (#match? @_attribute "^(attr_(accessor|reader|writer)|scope|has_many|has_one|belongs_to|delegate|define_method)$"))

(call !receiver method: (identifier) arguments: (argument_list . [(method) (singleton_method)] @wrapped .)) @wrapper

; Imports

((call !receiver method: (identifier) @_require arguments: (argument_list . (string (string_content) @import.module)))
  (#any-of? @_require "require" "require_relative" "load" "require_dependency"))
((call !receiver method: (identifier) @_require
  arguments: (argument_list . (simple_symbol) @import.name . (string (string_content) @import.module)))
  (#eq? @_require "autoload"))

; References

[
  (identifier)
  (constant)
  (instance_variable)
  (class_variable)
  (global_variable)
] @reference.name
(method_parameters (identifier) @skip)
(block_parameters (identifier) @skip)
(optional_parameter name: (identifier) @skip)
(keyword_parameter name: (identifier) @skip)
(splat_parameter name: (identifier) @skip)
(hash_splat_parameter name: (identifier) @skip)
(block_parameter name: (identifier) @skip)
(call method: [(identifier) (constant)] @reference.call)
((call receiver: [
  (constant) @reference.call
  (scope_resolution name: (constant) @reference.call)
] method: (identifier) @_new) (#eq? @_new "new"))
(superclass [
  (constant) @reference.base
  (scope_resolution name: (constant) @reference.base)
])
((call !receiver method: (identifier) @_include arguments: (argument_list [
  (constant) @reference.base
  (scope_resolution name: (constant) @reference.base)
])) (#any-of? @_include "include" "extend" "prepend"))
((call !receiver method: (identifier) @_raise arguments: (argument_list . [
  (constant) @reference.raise
  (scope_resolution name: (constant) @reference.raise)
  (call receiver: (constant) @reference.raise)
  (call receiver: (scope_resolution name: (constant) @reference.raise))
])) (#any-of? @_raise "raise" "fail"))
(exceptions [
  (constant) @reference.catch
  (scope_resolution name: (constant) @reference.catch)
])
((element_reference object: (constant) @_env . (string (string_content) @reference.environment)) (#eq? @_env "ENV"))
((call receiver: (constant) @_env method: (identifier) @_fetch
  arguments: (argument_list . (string (string_content) @reference.environment)))
  (#eq? @_env "ENV") (#any-of? @_fetch "fetch" "key?" "has_key?" "include?" "member?" "[]" "dig"))
((element_reference object: [
  (identifier) @_object
  (instance_variable) @_object
  (constant) @_object
  (call method: (identifier) @_object)
] . [
  (string (string_content) @reference.option)
  (simple_symbol) @reference.option
]) (#match? @_object "(^|[@_])([cC]onfig|[sS]ettings|options|opts)$"))

; Literals

[
  (string)
  (bare_string)
  (subshell)
  (regex)
  (simple_symbol)
  (delimited_symbol)
  (hash_key_symbol)
  (heredoc_body)
  (character)
  (uninterpreted)
] @literal
(comment) @comment
