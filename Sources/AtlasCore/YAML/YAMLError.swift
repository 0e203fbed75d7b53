/// Why a text is not YAML that can be used, and where.
public struct YAMLError: Error, Equatable, Sendable {
  public var range: TextRange
  /// One sentence: what is wrong.
  public var message: String
  /// One sentence: what to do.
  public var help: String

  public init(range: TextRange, message: String, help: String) {
    self.range = range
    self.message = message
    self.help = help
  }

  /// A problem in libyaml's words, said so that whoever writes front matter understands it.
  init(libyamlProblem problem: String, range: TextRange) {
    let (message, help) = YAMLError.sentences[problem] ?? ("this is not YAML: \(problem)", "correct it")
    self.init(range: range, message: message, help: help)
  }

  private static let sentences: [String: (message: String, help: String)] = [
    "mapping values are not allowed in this context":
      (
        "a second `:` stands in the value of a key, or the line is indented too far",
        "quote the value, or indent the key like its neighbours"
      ),
    "mapping keys are not allowed in this context":
      ("a `?` stands where no key can begin", "quote the value that begins with it"),
    "block sequence entries are not allowed in this context":
      ("a `-` stands where no list item can begin", "begin the list on its own line, or quote the value"),
    "did not find expected key":
      (
        "this line is no `key: value` of the mapping above it",
        "indent it like its neighbours and give it a `:`"
      ),
    "did not find expected '-' indicator":
      ("this line is no item of the list above it", "begin it with `- `, or indent it like its neighbours"),
    "could not find expected ':'":
      ("this line has no `:` after its key", "write `key: value`, with a space after the colon"),
    "did not find expected ',' or '}'":
      (
        "a `,` or `}` is missing in the mapping in braces",
        "separate the entries with commas and close the brace"
      ),
    "did not find expected ',' or ']'":
      (
        "a `,` or `]` is missing in the list in brackets",
        "separate the items with commas and close the bracket"
      ),
    "did not find expected node content":
      ("a value is missing before this character", "write the value, or remove the comma or bracket"),
    "found unexpected ':'":
      ("a `:` stands where none can", "quote the value, or put a space behind the colon"),
    "found unexpected end of stream":
      ("the text ends inside quotes", "close the quotes"),
    "found unexpected document indicator":
      ("a line of `---` or `...` stands inside quotes", "close the quotes before it"),
    "found character that cannot start any token":
      ("no value can begin with this character", "quote the value, and indent with spaces instead of tabs"),
    "found a tab character that violates indentation":
      ("a tab stands in the indentation", "indent with spaces"),
    "found a tab character where an indentation space is expected":
      ("a tab stands in the indentation", "indent with spaces"),
    "found unknown escape character":
      (
        #"there is no such `\` escape in double quotes"#, #"write `\\` for a backslash, or use single quotes"#
      ),
    "did not find expected hexdecimal number":
      (#"a `\x`, `\u` or `\U` escape lacks hexadecimal digits"#, "write two, four or eight of them"),
    "found invalid Unicode character escape code":
      (#"this escape names no Unicode character"#, "write the character itself"),
    "control characters are not allowed":
      ("a control character stands in the text", "remove it"),
    "did not find expected alphabetic or numeric character":
      ("an anchor or alias has no name of letters and digits", "quote the value that begins with `&` or `*`"),
    "did not find expected comment or line break":
      ("something stands after the `|` or `>` of a text block", "put the text on the next line"),
    "found undefined tag handle":
      ("this tag's handle is not declared", "remove the tag, or quote the value that begins with `!`"),
    "did not find expected <document start>":
      ("something stands after the end of the value", "remove it"),
  ]
}
