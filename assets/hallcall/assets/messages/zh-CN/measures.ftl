# 测速和压力测试
cli-help-bench-hall = 所有窗口和取号机同时不停地按，测量速度，并检查有没有重号、重复叫号。输出 JSON
cli-help-loadtest = 用很短的时间模拟一整天的群众，测量速度，并检查有没有人被漏掉。输出 JSON

cli-option-bench-counters = 窗口数
cli-option-bench-kiosks = 取号机数
cli-option-bench-seconds = 按多少秒
cli-option-bench-stored = 数据库里已有的号票数
cli-option-bench-folder = 临时数据放在哪个文件夹，决定测哪块磁盘
cli-option-loadtest-visits = 一天的办事人次
cli-option-loadtest-speed = 时间加快的倍数
cli-option-loadtest-data = 正在运行的测试服务器的数据文件夹。真实设备会被替换，不要用于正在办公的大厅。不写则自己启动一个服务器
