import AtlasCore
import AtlasRules

extension SpecPack {
  /// The pack with these settings made, in their order, checked as strictly as its files are when they are read.
  package func applying(_ settings: [SpecSetting]) throws(ConfigurationError) -> SpecPack {
    var pack = self
    // The taxonomy comes first: overrides may be of a place that a setting adds.
    let names = Set(settings.map(\.section.name)).sorted { left, right in
      (left == "taxonomy") != (right == "taxonomy") ? left == "taxonomy" : left < right
    }
    for name in names {
      let own = settings.filter { $0.section.name == name }
      try pack.apply(own, toSection: name)
    }
    return pack
  }

  private mutating func apply(
    _ settings: [SpecSetting], toSection name: String
  ) throws(ConfigurationError) {
    guard let shape = SpecShape.shape(ofSection: name),
      let index = sections.firstIndex(where: { $0.name == name }),
      let file = files.first(where: { $0.path.name == BytePath("\(name).json") }),
      var root = try? JSONReader.read(file.bytes)
    else { throw unknownSection(settings[0]) }
    // Places in arguments are told from places in the file by lying behind it, each argument behind the one before.
    var starts: [Int] = []
    var end = file.bytes.count + 1
    for setting in settings {
      starts.append(end)
      let change = SpecChangeWalk(
        setting, start: end, section: Self.section(name, root), addresses: addresses)
      do throws(ConfigurationProblem) {
        root = try change.changed(root, shape)
      } catch {
        throw SpecSetting.error(error, in: setting.argument)
      }
      end += setting.argument.count + 1
    }
    let problems = shape.problems(of: root, calling: name)
    if let problem = problems.first(where: { $0.range.lowerBound >= file.bytes.count }) ?? problems.first {
      throw error(problem, settings, starts, file)
    }
    sections[index] = Self.section(name, root)
  }

  private func error(
    _ problem: ConfigurationProblem, _ settings: [SpecSetting], _ starts: [Int], _ file: ConfigurationFile
  ) -> ConfigurationError {
    guard let number = starts.lastIndex(where: { $0 <= problem.range.lowerBound }) else {
      var file = file
      file.problems = [problem]
      return ConfigurationError([file])
    }
    var placed = problem
    placed.range = problem.range.shifted(by: -starts[number])
    return SpecSetting.error(placed, in: settings[number].argument)
  }

  private func unknownSection(_ setting: SpecSetting) -> ConfigurationError {
    let (name, range) = (setting.section.name, setting.section.range)
    let known = sections.map(\.name)
    let problem =
      if name == "pipeline" {
        ConfigurationProblem(
          range: range, message: "pipeline.json is no part of the specification",
          help: """
            --set changes \(known.joined(separator: ", ")); for what a stage sets under "with", set \
            lint.rules.ID.severity, gates.threshold or metrics.kinds
            """)
      } else {
        ConfigurationProblem(
          range: range, message: #"the specification has no section "\#(name)""#,
          help: NearestWord.of(name, in: known).map { "did you mean \($0)?" }
            ?? "sections: \(known.joined(separator: ", "))")
      }
    return SpecSetting.error(problem, in: setting.argument)
  }

  /// The address of every place at which a page can stand.
  private var addresses: [String] {
    let known = taxonomy.categories.flatMap { category in
      [category.slug] + category.sections.map { "\(category.slug)/\($0.slug)" }
    }
    return known + [Taxonomy.other]
  }
}

extension JSONShape {
  /// Whether a value of this shape is whole by itself.
  fileprivate var isWord: Bool {
    if case .string = self { true } else { false }
  }
}

/// Follows the path of one setting through the value of a file and its shape, side by side, and makes the change at its
/// end. Where the path leaves what the shape knows, it says so at the step that does.
private struct SpecChangeWalk {
  private let setting: SpecSetting
  /// Where the argument's places begin.
  private let start: Int
  private let section: SpecPack.Section
  private let addresses: [String]

  init(_ setting: SpecSetting, start: Int, section: SpecPack.Section, addresses: [String]) {
    self.setting = setting
    self.start = start
    self.section = section
    self.addresses = addresses
  }

  func changed(_ root: JSONNode, _ shape: JSONShape) throws(ConfigurationProblem) -> JSONNode {
    try changed(root, shape, 0)
  }

  private func changed(
    _ node: JSONNode, _ shape: JSONShape, _ position: Int
  ) throws(ConfigurationProblem) -> JSONNode {
    let step = setting.path[position]
    switch shape {
    case .object(let object):
      guard let field = object.fields.first(where: { $0.key == step.name }) else {
        throw unknown(position, object.fields.map(\.key))
      }
      return try member(of: node, field.shape, position)
    case .map(_, let inner):
      try checkKey(of: node, inner, position)
      return try member(of: node, inner, position)
    case .array(let inner, _): return try element(of: node, inner, position)
    case .stringOr(let inner) where node.members != nil: return try changed(node, inner, position)
    case .openObject: return try member(of: node, .openObject, position)
    case .bool, .integer, .number, .estimate, .string, .stringOr:
      throw problem(
        step, #"nothing stands below "\#(above(position))", which is \#(node.value.kindName)"#,
        "set \(text(position)) itself")
    }
  }

  // MARK: objects

  private func member(
    of node: JSONNode, _ shape: JSONShape, _ position: Int
  ) throws(ConfigurationProblem) -> JSONNode {
    let step = setting.path[position]
    var members = node.members ?? []
    let index = members.firstIndex { $0.key == step.name }
    guard position + 1 < setting.path.count else {
      guard let value = setting.value else {
        guard let index else { throw nothingToTakeOut(step, members.map(\.key)) }
        members.remove(at: index)
        // What the object then lacks is told at this step.
        return JSONNode(.object(members), range: placed(step))
      }
      let new = JSONMember(key: step.name, keyRange: placed(step), node: value.shifted(by: start))
      if let index { members[index] = new } else { members.append(new) }
      return JSONNode(.object(members), range: node.range)
    }
    let old = if let index { members[index].node } else { try empty(shape, position) }
    let inner = try changed(old, shape, position + 1)
    let new = JSONMember(key: step.name, keyRange: placed(step), node: inner)
    if let index { members[index] = new } else { members.append(new) }
    return JSONNode(.object(members), range: node.range)
  }

  /// What is not there yet and is to hold something.
  private func empty(_ shape: JSONShape, _ position: Int) throws(ConfigurationProblem) -> JSONNode {
    let step = setting.path[position]
    guard setting.value != nil else { throw nothingToTakeOut(setting.path[position + 1], []) }
    switch shape {
    case .object, .map, .openObject: return JSONNode(.object([]), range: placed(step))
    case .array: return JSONNode(.array([]), range: placed(step))
    case .bool, .integer, .number, .estimate, .string, .stringOr:
      throw problem(
        setting.path[position + 1], #"nothing stands below "\#(step.name)""#,
        "set \(text(position + 1)) itself")
    }
  }

  /// Of keys that people choose, a new one has to come with the whole of its value: else it is a slip. Under overrides
  /// nothing has to be whole, so there it has to be a place of pages, or a key that the section has.
  private func checkKey(
    of node: JSONNode, _ inner: JSONShape, _ position: Int
  ) throws(ConfigurationProblem) {
    let name = setting.path[position].name
    let present = (node.members ?? []).map(\.key)
    guard !present.contains(name) else { return }
    let isWhole = position + 1 == setting.path.count
    let known: [String]
    if setting.path[0].name == "overrides" {
      if isWhole, position > 1, setting.value?.members != nil || inner.isWord { return }
      known = present + (position == 1 ? addresses : keysOfSection(position))
    } else {
      if isWhole { return }
      known = present
    }
    guard known.contains(name) else { throw unknown(position, known) }
  }

  /// The keys that stand in the section where the override's path has come to.
  private func keysOfSection(_ position: Int) -> [String] {
    var node: JSONNode? = section.content
    for step in setting.path[2..<position] { node = node?[step.name] }
    return (node?.members ?? []).map(\.key)
  }

  // MARK: lists

  private func element(
    of node: JSONNode, _ shape: JSONShape, _ position: Int
  ) throws(ConfigurationProblem) -> JSONNode {
    let step = setting.path[position]
    var elements = node.array ?? []
    let isLast = position + 1 == setting.path.count
    let isNumber = !step.name.isEmpty && step.name.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    let limit = isLast && setting.value == nil ? elements.count - 1 : elements.count
    guard isNumber, let index = Int(step.name), index <= limit else {
      let help =
        elements.isEmpty
        ? "the list is empty; 0 adds an element"
        : "its elements are 0 to \(elements.count - 1); \(elements.count) adds one"
      throw problem(step, #""\#(above(position))" has no element \#(step.name)"#, help)
    }
    let new: JSONNode?
    if isLast {
      new = setting.value?.shifted(by: start)
    } else {
      let old = if index < elements.count { elements[index] } else { try empty(shape, position) }
      new = try changed(old, shape, position + 1)
    }
    elements.replaceSubrange(index..<min(index + 1, elements.count), with: [new].compactMap(\.self))
    return JSONNode(.array(elements), range: new == nil ? placed(step) : node.range)
  }

  // MARK: messages

  private func placed(_ step: SpecSetting.Step) -> TextRange { step.range.shifted(by: start) }

  /// The path up to before a step, for a sentence.
  private func text(_ position: Int) -> String {
    let bytes = setting.argument[..<(setting.path[position].range.lowerBound - 1)]
    return String(decoding: bytes, as: UTF8.self)
  }

  private func above(_ position: Int) -> String {
    position == 0 ? setting.section.name : setting.path[position - 1].name
  }

  private func unknown(_ position: Int, _ known: [String]) -> ConfigurationProblem {
    let step = setting.path[position]
    let nearest = NearestWord.of(step.name, in: known)
    return problem(
      step, #"unknown key "\#(step.name)" in \#(text(position))"#,
      nearest.map { #"did you mean "\#($0)"?"# } ?? Self.list(known))
  }

  private static func list(_ known: [String]) -> String {
    let shown = known.prefix(20).joined(separator: ", ")
    return known.isEmpty ? "it has no keys" : "known keys: \(shown)\(known.count > 20 ? ", …" : "")"
  }

  private func nothingToTakeOut(_ step: SpecSetting.Step, _ known: [String]) -> ConfigurationProblem {
    problem(
      step, #"there is no "\#(step.name)" to take out"#,
      NearestWord.of(step.name, in: known).map { #"did you mean "\#($0)"?"# } ?? Self.list(known))
  }

  private func problem(
    _ step: SpecSetting.Step, _ message: String, _ help: String
  ) -> ConfigurationProblem {
    ConfigurationProblem(range: step.range, message: message, help: help)
  }
}
