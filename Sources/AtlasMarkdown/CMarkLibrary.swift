import CCMarkGFM

/// What of libcmark-gfm is the same for every page: the extensions, and the kinds of node that tables bring.
///
/// An extension that reads inline text names characters it wants to see, and cmark writes them into a table shared by
/// all threads when a parse begins and takes them out when it ends: two pages parsed at once would lose each other's
/// links. So the names are taken from the autolink extension once and for all, and its characters put into the table
/// for good, before the first page. Strikethrough needs its name elsewhere too: pages that hold a tilde are parsed one
/// at a time (`CMarkTree`), and no other page minds what the table says of tildes.
struct CMarkLibrary: @unchecked Sendable {
  // Unchecked: pointers to what cmark never changes after the initialiser.
  static let shared = CMarkLibrary()

  /// Those that change which blocks a page has.
  let blockExtensions: [OpaquePointer]
  /// Addresses without marks become links.
  let autolink: OpaquePointer
  let strikethrough: OpaquePointer
  let table: cmark_node_type
  let tableRow: cmark_node_type
  let tableCell: cmark_node_type

  private init() {
    cmark_gfm_core_extensions_ensure_registered()
    func find(_ name: String) -> OpaquePointer {
      guard let found = cmark_find_syntax_extension(name) else {
        preconditionFailure("BUG: libcmark-gfm-extensions lacks \(name)")
      }
      return found
    }
    blockExtensions = [find("table"), find("tasklist")]
    strikethrough = find("strikethrough")
    autolink = find("autolink")
    cmark_syntax_extension_set_special_inline_chars(autolink, nil)
    cmark_inlines_add_special_character(UInt8(ascii: ":"), false)
    cmark_inlines_add_special_character(UInt8(ascii: "w"), false)

    // The numbers of the table's kinds are given out at registration; a small table shows them.
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
      preconditionFailure("BUG: no cmark parser")
    }
    cmark_parser_attach_syntax_extension(parser, blockExtensions[0])
    cmark_parser_feed(parser, "|a|\n|-|\n", 8)
    let root = cmark_parser_finish(parser)
    cmark_parser_free(parser)
    let sample = cmark_node_first_child(root)
    let row = cmark_node_first_child(sample)
    table = cmark_node_get_type(sample)
    tableRow = cmark_node_get_type(row)
    tableCell = cmark_node_get_type(cmark_node_first_child(row))
    cmark_node_free(root)
  }
}
