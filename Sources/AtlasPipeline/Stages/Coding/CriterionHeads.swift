import AtlasCore
import AtlasRules

/// The bytes with which a criterion begins in a result: its id, its outcome, and what is missing. Nearly all criteria say of
/// that nothing or what they always say, so these bytes are made once.
struct CriterionHeads: Sendable {
  static let shared = CriterionHeads()

  /// By place in the catalog, outcome, and whether something is missing.
  private let heads: [[UInt8]]
  private let outcomeCount = CriterionResult.Outcome.allCases.count

  private init() {
    var heads: [[UInt8]] = []
    for id in CriterionCatalog.ids {
      for outcome in CriterionResult.Outcome.allCases {
        for isMissing in [false, true] {
          var writer = ByteWriter()
          writer.write(id)
          writer.write(outcome.rawValue)
          writer.write(byte: isMissing ? Missing.usual : Missing.nothing)
          heads.append(writer.bytes)
        }
      }
    }
    self.heads = heads
  }

  func encode(_ criterion: GateVerdict.Criterion, to writer: inout ByteWriter) {
    let isMissing = !criterion.missing.isEmpty
    guard !isMissing || criterion.missing == CriterionCatalog.usuallyMissing[criterion.place] else {
      writer.write(criterion.id)
      writer.write(criterion.outcome.rawValue)
      writer.write(byte: Missing.said)
      return writer.write(criterion.missing)
    }
    writer.append(
      heads[(criterion.place * outcomeCount + Self.number(criterion.outcome)) * 2 + (isMissing ? 1 : 0)])
  }

  /// Reads what is missing, behind id and outcome.
  static func missing(
    of id: String, from reader: inout ByteReader
  ) throws(ByteCodingError) -> String {
    switch try reader.byte() {
    case Missing.nothing: ""
    case Missing.usual: CriterionCatalog.usuallyMissing(of: id)
    case Missing.said: try reader.string()
    default: throw ByteCodingError()
    }
  }

  /// In the order of the declaration.
  private static func number(_ outcome: CriterionResult.Outcome) -> Int {
    switch outcome {
    case .pass: 0
    case .fail: 1
    case .notApplicable: 2
    case .human: 3
    }
  }

  /// What is said to be missing, by a byte.
  private enum Missing {
    static let nothing: UInt8 = 0
    /// What the catalog says.
    static let usual: UInt8 = 1
    /// What follows.
    static let said: UInt8 = 2
  }
}
