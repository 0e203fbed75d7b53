import AtlasCore

/// Something wrong with the command line or a configuration file, for people: what, where, and what to do.
package struct Diagnostic: Equatable, Sendable {
  package enum Level: String, Sendable {
    case error
    case warning
  }

  package var level: Level
  /// One sentence without a full stop.
  package var message: String
  /// What to do, likewise.
  package var help: String?
  package var place: DiagnosticPlace?

  package init(
    _ level: Level, _ message: String, help: String? = nil, place: DiagnosticPlace? = nil
  ) {
    self.level = level
    self.message = message
    self.help = help
    self.place = place
  }

  package init(_ error: UsageError) {
    self.init(.error, error.problem.sentence, help: "'\(error.topic.commandLine)' shows \(error.topic.holds)")
  }
}

/// A stretch of a file, with the file's bytes at hand so that the line can be shown.
package struct DiagnosticPlace: Equatable, Sendable {
  package var path: BytePath
  package var contents: [UInt8]
  package var range: TextRange

  package init(path: BytePath, contents: [UInt8], range: TextRange) {
    self.path = path
    self.contents = contents
    self.range = range
  }
}

extension Diagnostic {
  /// The lines to print, each with its line end:
  ///
  ///     pipeline.json:12:7: error: unknown key "need"; did you mean "needs"?
  ///        12 |       "need": ["parse"],
  ///           |       ^^^^^^
  ///     help: the keys of a stage are name, uses, run and needs
  package func render(style: TextStyle = .plain, width: Int = 100) -> String {
    var lines: [String] = []
    let label = level == .error ? style.error("error:") : style.warning("warning:")
    if let place {
      let lineIndex = LineIndex(place.contents)
      let offset = min(place.range.lowerBound, place.contents.count)
      let position = lineIndex.position(of: offset)
      let location = "\(place.path):\(position.line):\(position.column):"
      lines.append("\(style.bold(location)) \(label) \(style.bold(message))")
      lines += SourceExcerpt(place, lineIndex, position).lines(style: style, width: width)
    } else {
      lines.append("\(label) \(style.bold(message))")
    }
    if let help { lines.append("\(style.help("help:")) \(help)") }
    return lines.map { "\($0)\n" }.joined()
  }
}
