# Papers that a counter gives to a visitor
paper-printing = Printing
paper-printed = Printed: take the sheet
paper-kept = Not printed ({ $need }): saved as { $path }
paper-need-sheets = no paper: put A4 sheets in
