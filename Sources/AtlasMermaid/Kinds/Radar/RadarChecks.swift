import AtlasCore

/// The checks that mermaid.js makes after it has read a radar chart, and what it leaves out without a word.
enum RadarChecks {
  static func check(_ diagram: RadarDiagram, _ reader: inout TokenReader<RadarTerminals>) {
    guard !reader.diagnostics.hasRejection else { return }
    let source = reader.scanner.source
    for curve in diagram.curves where curve.entries.first?.axis != nil {
      checkNames(of: curve, diagram.axes, source, &reader.diagnostics)
    }
    for curve in diagram.curves {
      if let first = curve.entries.first, first.axis == nil, curve.entries.count != diagram.axes.count {
        reader.diagnostics.warn(
          .ignoredText, curve.range,
          "mermaid.js leaves out a curve that has \(curve.entries.count) of \(diagram.axes.count) values",
          "write one value for each axis")
      }
    }
    warnAboutOptions(diagram.options, &reader.diagnostics)
  }

  /// A curve whose values name their axes must name all of them.
  private static func checkNames(
    of curve: RadarDiagram.Curve, _ axes: [RadarDiagram.Axis], _ source: MermaidSource,
    _ diagnostics: inout Diagnostics
  ) {
    if axes.isEmpty {
      return diagnostics.reject(
        .semanticError, curve.range, line: .none, "the values of a curve name axes, and the chart has none",
        "add a line such as `axis a, b, c`")
    }
    var names = NameTable()
    var isSeen: [Bool] = []
    for axis in axes where names.number(of: source.cleanedText(of: axis.id)) == isSeen.count {
      isSeen.append(false)
    }
    for entry in curve.entries {
      guard let axis = entry.axis else { continue }
      guard let number = names.existing(source.cleanedText(of: axis)) else {
        if diagnostics.canWarn {
          diagnostics.warn(
            .ignoredText, entry.range,
            "the chart has no axis \"\(source.string(axis))\", and the value is lost",
            "name an axis of the chart")
        }
        continue
      }
      if isSeen[number], diagnostics.canWarn {
        diagnostics.warn(
          .duplicateEntry, entry.range,
          "the curve has a value for \"\(source.string(axis))\" already, and only the first counts",
          "remove one of them")
      }
      isSeen[number] = true
    }
    for axis in axes {
      guard let number = names.existing(source.cleanedText(of: axis.id)), !isSeen[number] else { continue }
      isSeen[number] = true
      diagnostics.reject(
        .semanticError, curve.range, line: .none,
        "the curve has no value for the axis \"\(source.string(axis.id))\"",
        "add `\(source.string(axis.id)): …` to its values")
    }
  }

  private static func warnAboutOptions(_ options: [RadarDiagram.Option], _ diagnostics: inout Diagnostics) {
    var seen: Set<RadarDiagram.Option.Name> = []
    for option in options.reversed() where !seen.insert(option.name).inserted && diagnostics.canWarn {
      diagnostics.warn(
        .duplicateEntry, option.range,
        "`\(option.name.rawValue)` is set again below, and only the last counts",
        "remove one of them")
    }
  }
}
