extension JSONShape {
  /// Everything in which the value differs from the shape, in the order of the file; `name` is what messages call it.
  public func problems(of node: JSONNode, calling name: String = "the file") -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    check(node, what: name, into: &problems)
    return problems.sorted { $0.range < $1.range }
  }

  private func check(_ node: JSONNode, what: String, into problems: inout [ConfigurationProblem]) {
    func report(_ message: String, _ help: String) {
      problems.append(ConfigurationProblem(range: node.range, message: message, help: help))
    }
    func reportKind() {
      report("\(what) is \(node.value.kindName)", "write \(expectation)")
    }
    switch (self, node.value) {
    case (.bool, .bool), (.openObject, .object): break
    case (.integer(let allowed), .number(let number)):
      guard let integer = number.integer else {
        return report("\(what) is \(number.text)", "write \(expectation)")
      }
      if !allowed.contains(integer) { report("\(what) is \(integer)", "write \(expectation)") }
    case (.number(let allowed), .number(let number)), (.estimate(let allowed), .number(let number)):
      if !allowed.contains(number.double) { report("\(what) is \(number.text)", "write \(expectation)") }
    case (.estimate(let allowed), .array(let bounds)):
      guard bounds.count == 2 else {
        return report("\(what) is a list of \(bounds.count)", "write \(expectation)")
      }
      for bound in bounds {
        JSONShape.number(allowed).check(bound, what: "an element of \(what)", into: &problems)
      }
      if let least = bounds[0].number, let most = bounds[1].number, least.double > most.double {
        report("\(what) goes from \(least.text) to \(most.text)", "write the least first")
      }
    case (.string(let rule), .string(let text)):
      if let problem = rule.problem(of: text, what: what) { report(problem.message, problem.help) }
    case (.array(let shape, let minimum), .array(let elements)):
      if elements.count < minimum { report("\(what) is empty", "name at least \(minimum)") }
      for element in elements { shape.check(element, what: "an element of \(what)", into: &problems) }
    case (.object(let object), .object(let members)):
      object.check(members, of: node, what: what, into: &problems)
    case (.map(let keys, let shape), .object(let members)):
      for member in members {
        if member.key.isEmpty {
          problems.append(
            ConfigurationProblem(
              range: member.keyRange, message: "a key of \(what) is empty", help: "name \(keys)"))
        }
        shape.check(member.node, what: #""\#(member.key)""#, into: &problems)
      }
    case (.stringOr, .string(let text)):
      if let problem = StringRule.nonEmpty.problem(of: text, what: what) {
        report(problem.message, problem.help)
      }
    case (.stringOr(let shape), .object): shape.check(node, what: what, into: &problems)
    default: reportKind()
    }
  }

  /// What should stand there, for the end of a sentence that begins with "write".
  private var expectation: String {
    switch self {
    case .bool: "true or false"
    case .integer(let allowed) where allowed.count == 1: "\(allowed.lowerBound)"
    case .integer(let allowed): "a whole number from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .number(let allowed): "a number from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .estimate(let allowed):
      "a number from \(allowed.lowerBound) to \(allowed.upperBound), or the least and the most of it as a list"
    case .string(.oneOf(let words)): "one of " + words.map { #""\#($0)""# }.joined(separator: ", ")
    case .string: #"a "string""#
    case .array: "a [list]"
    case .object, .map, .openObject: "an {object}"
    case .stringOr: #"a "string" or an {object}"#
    }
  }
}

extension JSONShape.ObjectShape {
  fileprivate func check(
    _ members: [JSONMember], of node: JSONNode, what: String, into problems: inout [ConfigurationProblem]
  ) {
    let known = fields.map(\.key)
    for member in members {
      guard let field = fields.first(where: { $0.key == member.key }) else {
        let nearest = NearestWord.of(member.key, in: known)
        problems.append(
          ConfigurationProblem(
            range: member.keyRange, message: #"unknown key "\#(member.key)" in \#(what)"#,
            help: nearest.map { #"did you mean "\#($0)"?"# } ?? "known keys: \(known.joined(separator: ", "))"
          ))
        continue
      }
      field.shape.check(member.node, what: #""\#(member.key)""#, into: &problems)
    }
    let open = TextRange(node.range.lowerBound, min(node.range.lowerBound + 1, node.range.upperBound))
    let present = Set(members.map(\.key))
    for field in fields where field.isRequired && !present.contains(field.key) {
      problems.append(
        ConfigurationProblem(
          range: open, message: #"\#(what) has no "\#(field.key)""#, help: "add it: \(field.summary)"))
    }
    let chosen = members.filter { exactlyOneOf.contains($0.key) }
    let words = exactlyOneOf.map { #""\#($0)""# }
    if !exactlyOneOf.isEmpty, chosen.isEmpty {
      let message = "\(what) has neither \(words.joined(separator: " nor "))"
      problems.append(ConfigurationProblem(range: open, message: message, help: "add one of them"))
    }
    for extra in chosen.dropFirst() {
      problems.append(
        ConfigurationProblem(
          range: extra.keyRange, message: "\(what) has more than one of \(words.joined(separator: " and "))",
          help: "keep one of them"))
    }
  }
}

extension JSONShape.StringRule {
  fileprivate func problem(of text: String, what: String) -> (message: String, help: String)? {
    switch self {
    case .any: nil
    case .nonEmpty: text.isEmpty ? ("\(what) is empty", "write something") : nil
    case .oneOf(let words):
      words.contains(text)
        ? nil
        : (
          #"\#(what) is "\#(text)""#,
          NearestWord.of(text, in: words).map { #"did you mean "\#($0)"?"# }
            ?? "write one of " + words.map { #""\#($0)""# }.joined(separator: ", ")
        )
    case .path: JSONShape.problem(ofPath: text, what: what)
    case .name:
      JSONShape.isName(text)
        ? nil
        : (#"\#(what) is "\#(text)""#, "use lower-case words, digits and single hyphens, as in broken-links")
    case .colour:
      JSONShape.isColour(text) ? nil : (#"\#(what) is "\#(text)""#, "write a colour as #rrggbb or #rgb")
    }
  }
}

extension JSONShape {
  fileprivate static func isColour(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: "#") && (digits.count == 3 || digits.count == 6)
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
  }

  fileprivate static func problem(ofPath text: String, what: String) -> (message: String, help: String)? {
    if text.isEmpty { return ("\(what) is empty", "name a path inside the project") }
    if text.utf8.contains(0) { return ("\(what) holds a NUL character", "remove it") }
    if text.utf8.first == BytePath.separator || text.utf8.first == UInt8(ascii: "~") {
      return (#"\#(what) leaves the project: "\#(text)""#, "write it relative to pipeline.json")
    }
    if BytePath(text).components.contains("..") {
      return (
        #"\#(what) leaves its folder: "\#(text)""#,
        "name a path below the folder of pipeline.json, without .."
      )
    }
    return nil
  }

  fileprivate static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, first != hyphen, last != hyphen else {
      return false
    }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        continue
      case hyphen where bytes[index + 1] != hyphen: continue
      default: return false
      }
    }
    return true
  }

  private static let hyphen = UInt8(ascii: "-")
}
