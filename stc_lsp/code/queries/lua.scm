; What each capture means: see ../queries.py.

; Definitions

(function_declaration
  name: (identifier) @name parameters: (_) @parameters body: (_)? @body) @definition.function
(function_declaration
  name: [
    (dot_index_expression table: (identifier) @receiver field: (identifier) @name)
    (method_index_expression table: (identifier) @receiver method: (identifier) @name)
    (dot_index_expression table: (dot_index_expression field: (identifier) @receiver) field: (identifier) @name)
    (method_index_expression table: (dot_index_expression field: (identifier) @receiver) method: (identifier) @name)
  ]
  parameters: (_) @parameters body: (_)? @body) @definition.method.function
(assignment_statement
  (variable_list . name: (identifier) @name .)
  (expression_list . value: (function_definition parameters: (_) @parameters body: (_)? @body) .)) @definition.function
(assignment_statement
  (variable_list . name: (dot_index_expression table: (identifier) @receiver field: (identifier) @name) .)
  (expression_list . value: (function_definition parameters: (_) @parameters body: (_)? @body) .))
  @definition.method.function
(field
  name: (identifier) @name
  value: (function_definition parameters: (_) @parameters body: (_)? @body)) @definition.function
(chunk [
  (assignment_statement (variable_list name: (identifier) @name)) @definition.variable
  (variable_declaration (assignment_statement (variable_list name: (identifier) @name)) @definition.variable)
  (variable_declaration (variable_list name: (identifier) @name) @definition.variable)
])
(variable_declaration (assignment_statement) @wrapped) @wrapper

; Imports

((assignment_statement
  (variable_list . name: (identifier) @import.alias)
  (expression_list . value: (function_call
    name: (identifier) @_require
    arguments: (arguments . (string content: (string_content) @import.module)))))
  (#eq? @_require "require"))
((function_call
  name: (identifier) @_require
  arguments: (arguments . (string content: (string_content) @import.module))) @_call
  (#any-of? @_require "require" "dofile" "include"))

; References

(identifier) @reference.name
(parameters name: (identifier) @skip)
(field name: (identifier) @skip)
(attribute (identifier) @skip)
(function_call name: [
  (identifier) @reference.call
  (dot_index_expression field: (identifier) @reference.call)
  (method_index_expression method: (identifier) @reference.call)
])
((function_call
  name: (dot_index_expression table: (identifier) @_os field: (identifier) @_getenv)
  arguments: (arguments . (string content: (string_content) @reference.environment)))
  (#eq? @_os "os") (#eq? @_getenv "getenv"))

; Literals

(string) @literal
[
  (comment)
  (hash_bang_line)
] @comment
