import AtlasCore
import AtlasEngine
import AtlasSystem

extension ExternalCommand {
  /// What of the command is part of its keys, beside its own bytes. The values of the variables it may see are too,
  /// since they are all it learns of the world.
  var keySettings: [KeyContext.Setting] {
    var settings = [KeyContext.Setting(name: "run", text: Self.json(arguments))]
    if !collects.isEmpty {
      settings.append(.init(name: "collects", text: Self.json(collects.map(\.description))))
    }
    for (tool, version) in versions {
      settings.append(.init(name: "versions.\(tool)", text: Self.json(version)))
    }
    for name in environment {
      settings.append(.init(name: "environment.\(name)", text: Self.json(variable: name)))
    }
    return settings
  }

  /// `null` for a variable that is not set, which a command can tell from an empty one; its bytes as numbers where they
  /// are no text, since two damaged texts may look the same.
  private static func json(variable name: String) -> String {
    guard let value = ProcessEnvironment.value(name) else { return "null" }
    let text = String(decoding: value, as: UTF8.self)
    return Array(text.utf8) == value ? json(text) : "\(value)"
  }

  private static func json(_ text: String) -> String {
    var writer = JSONWriter(.compact)
    writer.write(text)
    return writer.text
  }

  private static func json(_ texts: [String]) -> String {
    var writer = JSONWriter(.compact)
    writer.array(texts) { $1.write($0) }
    return writer.text
  }
}
