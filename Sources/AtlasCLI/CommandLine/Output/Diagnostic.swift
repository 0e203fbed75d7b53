import AtlasCore
import AtlasReport

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
      lines += Diagnostic.excerpt(place, lineIndex, position, style: style, width: width)
    } else {
      lines.append("\(label) \(style.bold(message))")
    }
    if let help { lines.append("\(style.info("help:")) \(help)") }
    return lines.map { "\($0)\n" }.joined()
  }

  /// The line that the place begins in, and carets under as much of the place as lies in it.
  private static func excerpt(
    _ place: DiagnosticPlace, _ lineIndex: LineIndex, _ position: LineColumn, style: TextStyle, width: Int
  ) -> [String] {
    let bounds = lineIndex.range(ofLine: position.line).bounds
    let number = String(position.line)
    let gutter = String(repeating: " ", count: max(5 - number.utf8.count, 1)) + number + " | "
    let frame = SourceFrame(
      line: String(decoding: place.contents[bounds], as: UTF8.self), start: position.column - 1,
      end: place.range.upperBound - bounds.lowerBound, width: max(width - gutter.utf8.count, 20))
    let blank = String(repeating: " ", count: gutter.utf8.count - 2) + "| "
    return [style.dim(gutter) + frame.text, style.dim(blank) + style.errorCarets(frame.carets)]
  }
}

extension TextStyle {
  /// Colours the carets, and leaves the spaces before them alone.
  fileprivate func errorCarets(_ carets: String) -> String {
    let start = carets.firstIndex(of: "^") ?? carets.endIndex
    return carets[..<start] + error(String(carets[start...]))
  }
}
