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
      settings.append(
        .init(name: "environment.\(name)", text: Self.json(ProcessEnvironment.text(name) ?? "")))
    }
    return settings
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
