# 柜台交给来访者的纸
paper-printing = 正在打印，请稍候
paper-printed = 已打印，请取纸
paper-kept = 没有打印（{ $need }），已存为 { $path }
paper-need-sheets = 没有纸，请放入 A4 纸
