# 办事群众手机上的页面
page-other-language = English
page-ahead = 前面还有
page-people = { $count } 人
page-wait = 大约还要等
page-minutes = { $low }–{ $high } 分
page-called = 请到 { $counter } 号窗口
page-serving = 正在 { $counter } 号窗口办理
page-parked = 已挂起。资料齐了请回窗口报号，不用重新取号
page-gone = 这个号码今天已经不用了
page-gone-why = 可能已办结、已作废，或者不是今天的号码。有疑问请问工作人员。
page-told = { $time } 更新，每 15 秒自动刷新
page-place = 到 { $floor } 层 { $zone } 区等
page-counters = { $counters } 号窗口
page-materials = 带好这些
page-silent = 叫号没有声音，请看大屏。
page-issued = { $time } 取号，当日有效。
page-here = 窗口在 { $floor } 层 { $zone } 区
