import AtlasCore

extension Pipeline {
  /// Refuses a pack that lacks what a stage reads, as a project with this pack would be refused.
  package func requireSections(of pack: SpecPack, in folder: BytePath) throws(ConfigurationError) {
    for stage in stages {
      for section in stage.reads where pack.section(section) == nil {
        throw ConfigurationError(
          folder, "the specification has no section \"\(section)\", which the stage \"\(stage.name)\" reads",
          help: "add \(section).json")
      }
    }
  }

  /// Why a setting changes nothing here, or not everywhere: what the stages set themselves wins, and what no stage reads
  /// judges nothing.
  package func hiding(_ setting: SpecSetting) -> [String] {
    let section = setting.section.name
    let readers = stages.filter { $0.reads.contains(section) }
    // The categories of pages and the plan's hours come from these, whether a stage reads them or not.
    if readers.isEmpty && !["taxonomy", SpecShape.effortSection].contains(section) {
      return ["no stage reads the section \(section)"]
    }
    return readers.compactMap { stage in
      guard let (option, name) = stage.option(hiding: section, setting.path.map(\.name)) else {
        return nil
      }
      return "the stage \"\(stage.name)\" sets \(name) itself, under with.\(option) in \(file), and that wins"
    }
  }
}

extension StageDeclaration {
  fileprivate func uses(_ stage: BuiltInStage) -> Bool {
    if case .builtIn(stage) = work { true } else { false }
  }

  /// The option of this stage that takes the place of a member of the specification, and what it sets.
  fileprivate func option(hiding section: String, _ path: [String]) -> (option: String, name: String)? {
    let path = path.first == "overrides" ? Array(path.dropFirst(2)) : path
    switch (section, path.first) {
    case ("lint", "rules") where path.count == 3 && path[2] == "severity" && (uses(.lint) || uses(.pageLint)):
      let severities = options.first { $0.name == "severities" }?.value
      return severities?[path[1]] == nil ? nil : ("severities", "the severity of \(path[1])")
    case ("gates", "threshold") where uses(.gates):
      return options.contains { $0.name == "threshold" } ? ("threshold", "the threshold") : nil
    case ("metrics", "kinds") where uses(.metrics):
      return options.contains { $0.name == "kinds" } ? ("kinds", "the kinds") : nil
    default: return nil
    }
  }
}
