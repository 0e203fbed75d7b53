import AtlasCore

/// SARIF 2.1.0: one run with its rules, results, files and what went wrong.
///
/// Results stand in the order in which they are cut where a service takes no more: errors first, then failed gates,
/// warnings and the rest, each in the order of the report. Whether the next one fits depends on nothing but the
/// report and the limits, so the same report is always cut at the same place, and a notification says so.
struct SARIFReport {
  private let report: RunReport
  private let options: ReportOptions
  private let rules: SARIFRules

  init(_ report: RunReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
    rules = SARIFRules(report, options)
  }

  func write(to output: inout ReportOutput) {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("version", "2.1.0")
      json.member("runs") { json in
        json.array { json in
          json.element { json in
            json.object { writeRun(to: &$0, &output) }
          }
        }
      }
    }
    json.write(raw: [UInt8(ascii: "\n")])
    output.take(from: &json, always: true)
  }

  private func writeRun(to json: inout JSONWriter, _ output: inout ReportOutput) {
    json.member("tool") { json in
      json.object { json in
        json.member("driver") { writeDriver(to: &$0) }
      }
    }
    json.member("columnKind", "unicodeCodePoints")
    json.member("automationDetails") { json in
      json.line { json in json.object { $0.member("id", options.automationID) } }
    }
    json.member("originalUriBaseIds") { json in
      json.line { json in
        json.object { json in
          json.member(SARIFResults.baseID) { json in
            json.object { writeMessage("description", "the folder that paths are relative to", to: &$0) }
          }
        }
      }
    }
    let notifications = failureNotifications()
    let reserve = notifications.reduce(SARIFReport.tailSize) { $0 + size(of: $1) }
    var results = SARIFResults(report, options, rules, bytesLeft: options.limits.sarifBytes - reserve)
    results.reserveBytes(json.bytes.count)
    json.member("results") { json in
      json.array { results.write(to: &$0, &output) }
    }
    json.member("artifacts") { json in
      json.array { results.writeArtifacts(to: &$0) }
    }
    output.take(from: &json)
    writeInvocation(notifications + leftOut(results), to: &json)
  }

  /// What stands after the artifacts apart from notifications of failures, generously.
  private static let tailSize = 2_000

  private func writeDriver(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", "atlas-build")
      if !options.toolVersion.isEmpty { json.member("version", options.toolVersion) }
      json.member("rules") { rules.write(tagLimit: options.limits.sarifTags, to: &$0) }
      json.member("notifications") { json in
        json.line { json in
          json.array(Notification.Kind.allCases) { kind, json in
            json.object { $0.member("id", kind.rawValue) }
          }
        }
      }
    }
  }

  // MARK: notifications

  private struct Notification {
    enum Kind: String, CaseIterable {
      case actionFailed = "action-failed"
      case actionSkipped = "action-skipped"
      case problem
      case resultsLeftOut = "results-left-out"
      case notificationsLeftOut = "notifications-left-out"
    }

    let kind: Kind
    let text: String

    var level: String { kind == .actionFailed ? "error" : "warning" }
  }

  private func failureNotifications() -> [Notification] {
    var all = report.failures.map { failure in
      Notification(
        kind: failure.cause == .crashed ? .actionFailed : .actionSkipped,
        text: SARIFReport.cut("\(failure.subject): \(failure.stage): \(failure.message)"))
    }
    all += report.problems.map { Notification(kind: .problem, text: SARIFReport.cut($0)) }
    let limit = max(options.limits.sarifNotifications, 0)
    guard all.count > limit else { return all }
    let text = "\(Words.counted(all.count - limit, "notification")) left out"
    return all.prefix(limit) + [Notification(kind: .notificationsLeftOut, text: text)]
  }

  /// With the indentation and the comma.
  private func size(of notification: Notification) -> Int {
    var json = JSONWriter(.compact)
    write(notification, to: &json)
    return json.bytes.count + 16
  }

  private func leftOut(_ results: SARIFResults) -> [Notification] {
    let count = results.total - results.written
    guard count > 0 else { return [] }
    let text =
      "\(Words.grouped(count)) of \(Words.counted(results.total, "result")) left out, the least severe first, to stay "
      + "within \(Words.grouped(options.limits.sarifResults)) results and "
      + "\(Words.grouped(options.limits.sarifBytes)) bytes; all: \(options.showAllCommand)"
    return [Notification(kind: .resultsLeftOut, text: text)]
  }

  /// A message of bounded length: some are the output of a command.
  private static func cut(_ text: String) -> String {
    let limit = 1_000
    guard text.utf8.count > limit else { return text }
    return String(decoding: text.utf8.prefix(limit), as: UTF8.self) + "…"
  }

  private func writeInvocation(_ notifications: [Notification], to json: inout JSONWriter) {
    json.member("invocations") { json in
      json.array { json in
        json.element { json in
          json.object { json in
            json.member("executionSuccessful", report.failures.isEmpty)
            json.member("exitCode", options.exitStatus ?? report.exitStatus)
            json.member("exitCodeDescription", ExitStatement.sentence(for: report, options))
            json.member("toolExecutionNotifications") { json in
              json.array(notifications) { notification, json in
                json.line { write(notification, to: &$0) }
              }
            }
          }
        }
      }
    }
  }

  private func write(_ notification: Notification, to json: inout JSONWriter) {
    json.object { json in
      json.member("descriptor") { json in json.object { $0.member("id", notification.kind.rawValue) } }
      json.member("level", notification.level)
      writeMessage("message", notification.text, to: &json)
    }
  }

  private func writeMessage(_ key: String, _ text: String, to json: inout JSONWriter) {
    json.member(key) { json in json.object { $0.member("text", SARIFText.plain(text)) } }
  }
}

/// Text as SARIF wants it.
enum SARIFText {
  /// In a message `[text](target)` is a link, so where `](` stands every bracket is escaped, which is how the standard
  /// has a bracket that is none.
  static func plain(_ text: String) -> String {
    guard hasLink(text) else { return text }
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "\\") {
        escaped.append(UInt8(ascii: "\\"))
      }
      escaped.append(byte)
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func hasLink(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      for index in 1..<max(utf8.count, 1)
      where utf8[index] == UInt8(ascii: "(") && utf8[index - 1] == UInt8(ascii: "]") {
        return true
      }
      return false
    }
  }

  static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }
}
