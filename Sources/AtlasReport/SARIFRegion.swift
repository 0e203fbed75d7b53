import AtlasCore

/// Regions of a page in SARIF's words. Reports count columns in bytes, which SARIF cannot; they are converted with the
/// text of the line where the report carries it. Byte offsets stand beside them and are exact always.
enum SARIFRegion {
  static func write(_ placed: PlacedFinding, to json: inout JSONWriter) {
    let endLine = placed.end.line == placed.start.line ? placed.excerpt : placed.endExcerpt
    json.object { json in
      json.member("startLine", placed.start.line)
      json.member(
        "startColumn", CodePoints.column(ofByteColumn: placed.start.column, in: placed.excerpt))
      json.member("endLine", placed.end.line)
      json.member("endColumn", CodePoints.column(ofByteColumn: placed.end.column, in: endLine))
      writeOffsets(placed.finding.range, to: &json)
    }
  }

  private static func writeOffsets(_ range: TextRange, to json: inout JSONWriter) {
    json.member("byteOffset", range.lowerBound)
    json.member("byteLength", range.count)
  }

  /// One replacement of a fix. Who applies it must find the very place, so columns are written only where they are
  /// known to be right; the byte offsets alone say it otherwise.
  struct Edit {
    private let edit: PlacedEdit
    private let range: TextRange?
    private let startLine: String?
    private let endLine: String?

    init(position: Int, of placed: PlacedFinding) {
      edit = placed.edits[position]
      let edits = placed.finding.fix?.edits ?? []
      range = position < edits.count ? edits[position].range : nil
      startLine = edit.excerpt ?? Edit.line(edit.start.line, of: placed)
      endLine =
        edit.end.line == edit.start.line
        ? startLine : edit.endExcerpt ?? Edit.line(edit.end.line, of: placed)
    }

    private static func line(_ line: Int, of placed: PlacedFinding) -> String? {
      if line == placed.start.line { return placed.excerpt }
      return line == placed.end.line ? placed.endExcerpt : nil
    }

    private var columnsAreKnown: Bool {
      (startLine != nil || edit.start.column == 1) && (endLine != nil || edit.end.column == 1)
    }

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("deletedRegion") { json in
          json.object { json in
            if columnsAreKnown || range == nil {
              json.member("startLine", edit.start.line)
              json.member(
                "startColumn", CodePoints.column(ofByteColumn: edit.start.column, in: startLine))
              json.member("endLine", edit.end.line)
              json.member("endColumn", CodePoints.column(ofByteColumn: edit.end.column, in: endLine))
            }
            if let range { SARIFRegion.writeOffsets(range, to: &json) }
          }
        }
        json.member("insertedContent") { json in
          json.object { $0.member("text", edit.replacement) }
        }
      }
    }
  }
}
