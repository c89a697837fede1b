# 演示
demo-start = 正在开一个虚构的大厅：服务器、{ $kiosks } 台取号机、{ $walls } 块大屏、{ $counters } 个窗口……
demo-open = 大厅已开门，时间 { $time }，数据在 { $folder }
demo-issued = 取号：{ $item }，{ $kiosk } 号机，放证到出号 { $seconds } 秒
demo-printed = 小票已打印
demo-no-slip = 没有出小票，号码在屏幕上
demo-called = 静音叫号，请到 { $counter } 号窗口
demo-recalled = 第 { $call } 次呼叫
demo-wall = 大屏已显示，叫号后 { $ms } 毫秒
demo-started = 开始办理
demo-finished = 办结
demo-passed = 过号
demo-done = 完成：{ $visits } 位办事群众都办完了。
demo-pictures = 图片和时间表在 { $folder }
demo-window = 三个窗口会一直开着，关掉任意一个就结束。
demo-failed = 演示没有做完：{ $why }
demo-summary = 放证到出号中位数 { $card } 秒；叫号到大屏中位数 { $wall } 毫秒。
