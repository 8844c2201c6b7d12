; What each capture means: see ../queries.py.

(function_definition name: (word) @name body: (_) @body) @definition.function
(program [
  (variable_assignment name: (variable_name) @name) @definition.variable
  (declaration_command (variable_assignment name: (variable_name) @name) @definition.variable)
])
(declaration_command . (variable_assignment) @wrapped .) @wrapper

((command name: (command_name) @_source . argument: [
  (word) @import.module
  (string . (string_content) @import.module .)
  (raw_string) @import.module
  (concatenation) @import.module
]) (#any-of? @_source "." "\\." "source"))

(variable_name) @reference.name
((command name: (command_name (word) @_runs) argument: (word) @reference.call)
  (#any-of? @_runs "trap" "complete" "run" "command" "exec" "eval" "nohup" "time" "retry" "xargs" "unset"))
(command name: (command_name (word) @reference.call))

[
  (string)
  (raw_string)
  (ansi_c_string)
  (translated_string)
  (heredoc_body)
  (regex)
] @literal
(comment) @comment
