import AtlasCore

/// `hire.acronyms`
enum UnexplainedAcronyms: Criterion {
  static let description = CriterionDocumentation(
    id: "hire.acronyms",
    asks: "uses no acronym that the page does not explain",
    strong: "no acronym in the diagram that is neither well known nor written out on the page",
    weak: "one or two of them, which pass",
    missing: "write the acronyms out where they are first used: conflict-free replicated data type (CRDT)",
    examples: [
      .strong(.label, "API gateway"), .weak(.label, "CRDT store"),
      .silent(.label, "CRDT and LSM and WAL of the LWW set"),
    ])

  static let options: [RuleOption] = [
    .number("tolerated", 2, in: 0...1_000, "the most unexplained acronyms that pass"),
    .texts(
      "known",
      [
        "AWS", "GCP", "CPU", "GPU", "TPU", "RAM", "SSD", "HDD", "DB", "SQL", "HTTP", "HTTPS", "TCP", "UDP",
        "IP",
        "DNS", "TLS", "SSL", "SSH", "JSON", "YAML", "XML", "CSV", "HTML", "CSS", "URL", "URI", "API", "UI",
        "UX",
        "ID", "OS", "VM", "CI", "CD", "TTL", "RPC", "GRPC", "SDK", "CLI", "IO", "US", "EU", "UK", "UTC",
        "GMT",
        "PST", "EST", "EDT", "PDT", "AM", "PM", "KB", "MB", "GB", "TB", "PB", "EB", "KIB", "MIB", "GIB",
        "SLO",
        "SLA", "SLI", "QPS", "RPS", "TPS", "IOPS", "LB", "CDN", "WAF", "RTO", "RPO", "MTTR", "MTTD", "MTTA",
        "MTBF", "ROI", "TCO", "KPI", "DAU", "MAU", "WAU", "CCU", "AZ", "EC", "RDS", "EBS", "EKS", "ECS",
        "GKE",
        "AKS", "SQS", "SNS", "KMS", "IAM", "VPC", "ALB", "NLB", "ELB", "EFS", "EMR", "ELK", "REST", "CRUD",
        "ACID", "ERROR", "FATAL", "WARN", "INFO", "DEBUG", "GET", "PUT", "POST", "PATCH", "DELETE", "HEAD",
        "NO",
        "YES", "OK", "AND", "OR", "NOT", "TODO", "P", "Q", "ML", "AI", "IT", "HR", "PR", "QA", "USD", "EUR",
        "CEO", "CTO", "CFO", "CIO", "VP", "SRE", "B", "C", "VIP", "FAQ", "PDF", "GC", "JVM", "AMI", "SELECT",
        "INSERT", "UPDATE", "READ", "WRITE", "COMMIT", "BEGIN", "SET", "KEY", "TABLE", "FROM", "WHERE", "USA",
        "MS", "NVME", "LAN", "WAN", "ISP", "VPN", "CPUS", "IOT", "NOSQL", "MVP", "YOY", "EOF", "ALL", "ANY",
        "FAIL", "PASS", "OOM", "NEW", "OLD", "HIGH", "LOW", "MEDIUM", "START", "STOP", "END", "EDGE", "STATE",
        "PLANE", "KEYS", "TRUE", "FALSE", "NULL", "MAX", "MIN", "AVG", "SUM", "COUNT", "TOTAL", "NAT", "CORS",
      ], "acronyms and capital words that everybody knows"),
  ]

  static let unsearched: Set<String> = ["known"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    guard !subject.diagram.labels.isEmpty else { return .notApplicable }
    let known = settings.set("known")
    var unexplained: [(acronym: String, text: EvidenceText, range: Range<Int>)] = []
    for text in subject.diagram.labels {
      for range in Acronyms.ranges(in: text.bytes) {
        var acronym = text.string(range)
        if acronym.last == "s" { acronym.removeLast() }
        guard !known.contains(acronym), !subject.page.explained.contains(acronym),
          !subject.explainedInDiagram.contains(acronym),
          !unexplained.contains(where: { $0.acronym == acronym })
        else { continue }
        unexplained.append((acronym, text, range))
      }
    }
    let quotes = unexplained.prefix(3).compactMap { subject.quote($0.range, of: $0.text, isStrong: false) }
    if Double(unexplained.count) <= settings.number("tolerated") { return .pass(quotes) }
    let names = unexplained.prefix(6).map(\.acronym).joined(separator: ", ")
    return .fail("\(description.missing); here: \(names)\(unexplained.count > 6 ? ", …" : "")", quotes)
  }
}

/// Words of capitals, and where a text writes them out.
enum Acronyms {
  /// Two to six capitals, with an `s` of the plural.
  static func ranges(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    while place < text.count {
      guard Lexicon.isWord(text[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < text.count, Lexicon.isWord(text[place]) || text[place] & 0xC0 == 0x80 { place += 1 }
      var end = place
      if end - start > 2, text[end - 1] == UInt8(ascii: "s") { end -= 1 }
      guard (2...6).contains(end - start), text[start..<end].allSatisfy({ $0 &- UInt8(ascii: "A") < 26 })
      else { continue }
      // Part of an address or of a name with signs: `X-ABC`, `a.ABC`, `ABC/1.1`.
      if start > 0, "./-@#".utf8.contains(text[start - 1]) { continue }
      if place < text.count, "/-@".utf8.contains(text[place]) { continue }
      found.append(start..<place)
    }
    return found
  }

  /// The acronyms that a text writes out: `Long Form (ABC)`, `ABC (Long Form)`, `ABC: Long Form`.
  static func explained(in text: [UInt8]) -> [String] {
    ranges(in: text).compactMap { range in
      let isInBrackets =
        range.lowerBound > 2 && text[range.lowerBound - 1] == UInt8(ascii: "(")
        && range.upperBound < text.count && text[range.upperBound] == UInt8(ascii: ")")
      let isBeforeBrackets =
        range.upperBound + 3 < text.count && text[range.upperBound] == 0x20
        && text[range.upperBound + 1] == UInt8(ascii: "(")
        && text[range.upperBound + 2] | 0x20 == text[range.lowerBound] | 0x20
      guard isInBrackets || isBeforeBrackets else { return nil }
      let word = String(decoding: text[range], as: UTF8.self)
      return word.last == "s" ? String(word.dropLast()) : word
    }
  }
}
