import AtlasCore
import AtlasMermaid

/// What libFuzzer calls with every input it makes: parsing ends, and what it gives is sound. A trap, an endless loop or
/// a broken promise ends the run, and libFuzzer keeps the input. `Scripts/fuzz` builds and runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMermaid(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let diagram = Mermaid.parse(bytes)
  for range in diagram.textMap.ranges + diagram.comments + diagram.findings.map(\.range) {
    precondition(range.start <= range.end && range.upperBound <= count, "a range outside the text")
  }
  for edit in diagram.findings.flatMap({ $0.fix?.edits ?? [] }) {
    precondition(
      edit.range.start <= edit.range.end && edit.range.upperBound <= count, "an edit outside the text")
  }
  let first = diagram.findings.first?.severity
  precondition(
    diagram.verdict == .valid || diagram.verdict == .unsupported || first == .error, "no error told")
  precondition(diagram.meaning == Mermaid.parse(bytes).meaning, "two parses of one text differ")
  _ = diagram.dump
  _ = diagram.gist
  return 0
}
