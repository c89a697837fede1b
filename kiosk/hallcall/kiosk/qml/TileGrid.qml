import QtQuick
import QtQuick.Layouts
import Hallcall

// Two columns of tiles that share the height there is.
GridLayout {
    columns: 2
    columnSpacing: Theme.gutter
    rowSpacing: Theme.gutter
    uniformCellWidths: true
    uniformCellHeights: true
}
