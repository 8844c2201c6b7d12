; JSX, for JavaScript and TSX.

((jsx_opening_element name: [
  (identifier) @reference.call
  (member_expression property: (property_identifier) @reference.call)
]) (#match? @reference.call "^[A-Z]"))
((jsx_self_closing_element name: [
  (identifier) @reference.call
  (member_expression property: (property_identifier) @reference.call)
]) (#match? @reference.call "^[A-Z]"))
((jsx_closing_element name: (identifier) @skip) (#match? @skip "^[a-z]"))
(jsx_attribute (property_identifier) @skip)
(jsx_text) @literal.words
