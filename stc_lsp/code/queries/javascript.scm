; JavaScript, and what TypeScript shares with it. What each capture means: see ../queries.py.

; Definitions

(class_declaration name: (_) @name body: (_) @body) @definition.class
(variable_declarator name: (identifier) @name value: (class body: (_) @body)) @definition.class
(export_statement "default" @name value: (class !name body: (_) @body)) @definition.class
(export_statement "default" value: (class name: (_) @name body: (_) @body)) @definition.class
((assignment_expression
  left: (member_expression
    object: [(identifier) @_exports (member_expression object: (identifier) property: (property_identifier) @_exports)]
    property: (property_identifier) @name)
  right: (class body: (_) @body)) @definition.class
  (#eq? @_exports "exports"))
((assignment_expression
  left: (member_expression object: (identifier) @_object property: (property_identifier) @name)
  right: (class !name body: (_) @body)) @definition.class
  (#eq? @_object "module") (#eq? @name "exports"))
((assignment_expression
  left: (member_expression object: (identifier) @_object)
  right: (class name: (_) @name body: (_) @body)) @definition.class
  (#eq? @_object "module"))
((assignment_expression
  left: (member_expression object: (identifier) @receiver property: (property_identifier) @name)
  right: (class body: (_) @body)) @definition.class
  (#not-match? @receiver "^(exports|module|this)$"))

[
  (function_declaration name: (_) @name parameters: (_) @parameters body: (_) @body)
  (generator_function_declaration name: (_) @name parameters: (_) @parameters body: (_) @body)
] @definition.function
(variable_declarator name: (identifier) @name value: [
  (arrow_function parameters: (_) @parameters body: (_) @body)
  (arrow_function parameter: (_) @parameters body: (_) @body)
  (function_expression parameters: (_) @parameters body: (_) @body)
  (generator_function parameters: (_) @parameters body: (_) @body)
]) @definition.function
(export_statement "default" @name value: [
  (arrow_function parameters: (_) @parameters body: (_) @body)
  (arrow_function parameter: (_) @parameters body: (_) @body)
  (function_expression !name parameters: (_) @parameters body: (_) @body)
]) @definition.function
(export_statement "default" value: (function_expression
  name: (_) @name parameters: (_) @parameters body: (_) @body)) @definition.function

; `Thing.prototype.method = function () {}`, `Thing.method = ...`, `exports.name = ...`
((assignment_expression
  left: (member_expression
    object: (member_expression object: (identifier) @receiver property: (property_identifier) @_prototype)
    property: (property_identifier) @name)
  right: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
  ]) @definition.method.function
  (#eq? @_prototype "prototype"))
((assignment_expression
  left: (member_expression
    object: [(identifier) @_exports (member_expression object: (identifier) property: (property_identifier) @_exports)]
    property: (property_identifier) @name)
  right: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
  ]) @definition.function
  (#eq? @_exports "exports"))
((assignment_expression
  left: (member_expression object: (identifier) @receiver property: (property_identifier) @name)
  right: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (function_expression parameters: (_) @parameters body: (_) @body)
  ]) @definition.function
  (#not-match? @receiver "^(exports|module|this)$"))
((assignment_expression
  left: (member_expression object: (identifier) @_object property: (property_identifier) @name)
  right: [
    (arrow_function parameters: (_) @parameters body: (_) @body)
    (function_expression !name parameters: (_) @parameters body: (_) @body)
  ]) @definition.function
  (#eq? @_object "module") (#eq? @name "exports"))
((assignment_expression
  left: (member_expression object: (identifier) @_object)
  right: (function_expression name: (_) @name parameters: (_) @parameters body: (_) @body)) @definition.function
  (#eq? @_object "module"))

(method_definition "get" name: (_) @name parameters: (_) @parameters body: (_) @body) @definition.method.get
(method_definition "set" name: (_) @name parameters: (_) @parameters body: (_) @body) @definition.method.set
(method_definition name: (_) @name parameters: (_) @parameters body: (_) @body) @definition.method
(pair key: (property_identifier) @name value: [
  (arrow_function parameters: (_) @parameters body: (_) @body)
  (function_expression parameters: (_) @parameters body: (_) @body)
]) @definition.function

(program [
  (lexical_declaration (variable_declarator name: (identifier) @name) @definition.variable)
  (variable_declaration (variable_declarator name: (identifier) @name) @definition.variable)
  (export_statement declaration: (_ (variable_declarator name: (identifier) @name) @definition.variable))
])
((program (expression_statement (assignment_expression
  left: (member_expression
    object: [(identifier) @_exports (member_expression object: (identifier) property: (property_identifier) @_exports)]
    property: (property_identifier) @name)) @definition.variable))
  (#eq? @_exports "exports"))

(export_statement declaration: (_) @wrapped) @wrapper
(lexical_declaration . (variable_declarator) @wrapped .) @wrapper
(variable_declaration . (variable_declarator) @wrapped .) @wrapper
(expression_statement (assignment_expression) @wrapped) @wrapper
(decorator) @decorator

; Imports

(import_statement (import_clause (identifier) @import.default) source: (string (string_fragment) @import.module))
(import_statement
  (import_clause (namespace_import (identifier) @import.alias))
  source: (string (string_fragment) @import.module))
(import_statement
  (import_clause (named_imports
    (import_specifier name: (_) @import.name alias: (identifier)? @import.alias)))
  source: (string (string_fragment) @import.module))
(import_statement "import" . source: (string (string_fragment) @import.module))
(export_statement
  (export_clause (export_specifier name: (_) @import.name alias: (_)? @import.alias))
  source: (string (string_fragment) @import.module))
(export_statement
  (namespace_export (_) @import.alias)
  source: (string (string_fragment) @import.module))
(export_statement "*" @import.all . "from" source: (string (string_fragment) @import.module))
((variable_declarator
  name: [
    (identifier) @import.alias
    (object_pattern [
      (shorthand_property_identifier_pattern) @import.name
      (pair_pattern key: (property_identifier) @import.name value: (identifier) @import.alias)
    ])
  ]
  value: (call_expression
    function: (identifier) @_require
    arguments: (arguments . (string (string_fragment) @import.module))))
  (#eq? @_require "require"))
((variable_declarator
  name: (identifier) @import.alias
  value: (member_expression
    object: (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string (string_fragment) @import.module)))
    property: (property_identifier) @import.name))
  (#eq? @_require "require"))
((expression_statement (call_expression
  function: (identifier) @_require
  arguments: (arguments . (string (string_fragment) @import.module))))
  (#eq? @_require "require"))

; What a module hands on: `module.exports = require("./x")`, `exports.x = require("./x")`, `{ x: require("./x") }`
((assignment_expression
  left: (member_expression object: (identifier) @_object property: (property_identifier) @_exports) @import.alias
  right: (call_expression
    function: (identifier) @_require
    arguments: (arguments . (string (string_fragment) @import.module))))
  (#eq? @_object "module") (#eq? @_exports "exports") (#eq? @_require "require"))
((assignment_expression
  left: (member_expression
    object: [(identifier) @_exports (member_expression object: (identifier) property: (property_identifier) @_exports)]
    property: (property_identifier) @import.alias)
  right: [
    (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string (string_fragment) @import.module)))
    (member_expression
      object: (call_expression
        function: (identifier) @_require
        arguments: (arguments . (string (string_fragment) @import.module)))
      property: (property_identifier) @import.name)
  ])
  (#eq? @_exports "exports") (#eq? @_require "require"))
((assignment_expression
  left: (member_expression object: (identifier) @_object property: (property_identifier) @_exports)
  right: (object (pair
    key: (property_identifier) @import.alias
    value: (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string (string_fragment) @import.module))))))
  (#eq? @_object "module") (#eq? @_exports "exports") (#eq? @_require "require"))
(call_expression function: (import) arguments: (arguments . (string (string_fragment) @import.module)))

; References

[
  (identifier)
  (property_identifier)
  (private_property_identifier)
  (shorthand_property_identifier)
] @reference.name
(pair key: (property_identifier) @skip)
(call_expression function: [
  (identifier) @reference.call
  (member_expression property: [(property_identifier) (private_property_identifier)] @reference.call)
])
(new_expression constructor: [
  (identifier) @reference.call
  (member_expression property: (property_identifier) @reference.call)
])
(decorator [
  (identifier) @reference.decorator
  (member_expression property: (property_identifier) @reference.decorator)
  (call_expression function: [
    (identifier) @reference.decorator
    (member_expression property: (property_identifier) @reference.decorator)
  ])
])
(throw_statement [
  (identifier) @reference.raise
  (new_expression constructor: [
    (identifier) @reference.raise
    (member_expression property: (property_identifier) @reference.raise)
  ])
])
(catch_clause body: (statement_block (if_statement condition: (parenthesized_expression
  (binary_expression operator: "instanceof" right: [
    (identifier) @reference.catch
    (member_expression property: (property_identifier) @reference.catch)
  ])))))

((member_expression
  object: (member_expression object: [(identifier) (meta_property)] @_object property: (property_identifier) @_env)
  property: (property_identifier) @reference.environment)
  (#any-of? @_object "process" "import.meta") (#eq? @_env "env"))
((subscript_expression
  object: (member_expression object: [(identifier) (meta_property)] @_object property: (property_identifier) @_env)
  index: (string (string_fragment) @reference.environment))
  (#any-of? @_object "process" "import.meta") (#eq? @_env "env"))
((binary_expression
  left: (string (string_fragment) @reference.environment)
  operator: "in"
  right: (member_expression object: (identifier) @_object property: (property_identifier) @_env))
  (#eq? @_object "process") (#eq? @_env "env"))
((variable_declarator
  name: (object_pattern [
    (shorthand_property_identifier_pattern) @reference.environment
    (pair_pattern key: (property_identifier) @reference.environment)
    (object_assignment_pattern left: (shorthand_property_identifier_pattern) @reference.environment)
  ])
  value: (member_expression object: (identifier) @_object property: (property_identifier) @_env))
  (#eq? @_object "process") (#eq? @_env "env"))
((call_expression
  function: (member_expression
    object: (member_expression object: (identifier) @_object property: (property_identifier) @_env))
  arguments: (arguments . (string (string_fragment) @reference.environment)))
  (#eq? @_object "Deno") (#eq? @_env "env"))
((subscript_expression
  object: [(identifier) @_object (member_expression property: (property_identifier) @_object)]
  index: (string (string_fragment) @reference.option))
  (#any-of? @_object "config" "settings" "options" "conf" "cfg"))
((call_expression
  function: (member_expression
    object: [(identifier) @_object (member_expression property: (property_identifier) @_object)]
    property: (property_identifier) @_get)
  arguments: (arguments . (string (string_fragment) @reference.option)))
  (#any-of? @_get "get" "getOrThrow" "has") (#match? @_object "^([a-z]*[cC]onfig(Service)?|settings|conf|cfg|nconf)$"))
((call_expression
  function: (member_expression property: (property_identifier) @_option)
  arguments: (arguments . (string (string_fragment) @reference.option)))
  (#any-of? @_option "option" "requiredOption" "addOption"))

; Literals

[
  (string)
  (template_string)
  (regex)
] @literal
[
  (comment)
  (hash_bang_line)
] @comment
